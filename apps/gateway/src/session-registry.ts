import { TutorError, type ErrorCode } from '@tutor/protocol'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import { IdleCollector } from './idle-collector.ts'
import { log } from './log.ts'
import { SessionHandle } from './session-handle.ts'
import type { SessionLink, WorkerPool } from './worker-pool.ts'

/** How long sessions may take to end when the server stops, in ms. */
const endPatience = 3_000

/** Which client has which session. A session begins with its client's first connection and ends with the last. */
export class SessionRegistry {
  readonly #pool: Pick<WorkerPool, 'run'>
  readonly #maxSessions: number
  readonly #byClient = new Map<string, SessionHandle>()
  /** Also those whose client has left and whose task has not ended yet. */
  readonly #byNumber = new Map<number, SessionHandle>()
  readonly #running = new Set<Promise<void>>()
  readonly #collector = new IdleCollector(() => this.size)
  #lastNumber = 0
  #lastEpoch = 0

  constructor(pool: Pick<WorkerPool, 'run'>, maxSessions: number) {
    this.#pool = pool
    this.#maxSessions = maxSessions
  }

  get size(): number {
    return this.#byNumber.size
  }

  /** Attaches a connection to its client's session, opening it where there is none. @throws TutorError `server_overloaded` */
  join(clientId: string, connection: Connection): SessionHandle {
    const handle = this.#byClient.get(clientId) ?? this.#open(clientId)
    handle.attach(connection)
    return handle
  }

  leave(handle: SessionHandle, connection: Connection): void {
    handle.detach(connection)
    if (handle.isEmpty) this.#end(handle)
  }

  /** A thread says that it has opened a session. */
  opened(session: number, link: SessionLink): void {
    this.#byNumber.get(session)?.opened(link)
  }

  /** Ends all sessions and closes their connections with the error's close code; waits for the sessions' ends, a while. */
  async close(code: ErrorCode): Promise<void> {
    for (const handle of this.#byClient.values()) this.#fail(handle, code)
    this.#collector.close()
    await Promise.race([Promise.all(this.#running), delay(endPatience, undefined, { ref: false })])
  }

  #open(clientId: string): SessionHandle {
    if (this.size >= this.#maxSessions) throw new TutorError('server_overloaded')
    const handle = new SessionHandle(clientId, ++this.#lastNumber)
    this.#byClient.set(clientId, handle)
    this.#byNumber.set(handle.number, handle)
    this.#collector.churned()
    const running = this.#supervise(handle).finally(() => this.#running.delete(running))
    this.#running.add(running)
    return handle
  }

  /** Runs the session on a thread and waits for its end, which is a rejection when the thread died under it. */
  async #supervise(handle: SessionHandle): Promise<void> {
    try {
      await this.#pool.run({ session: handle.number, clientId: handle.clientId, epoch: this.#nextEpoch() })
    } catch (error) {
      log.error({ err: error, session: handle.number }, 'a session failed')
      this.#fail(handle, 'session_failed')
    } finally {
      this.#byNumber.delete(handle.number)
      this.#collector.churned()
    }
  }

  #fail(handle: SessionHandle, code: ErrorCode): void {
    this.#end(handle)
    handle.disconnect(code)
  }

  #end(handle: SessionHandle): void {
    // The client may have come back meanwhile and have a new session.
    if (this.#byClient.get(handle.clientId) === handle) this.#byClient.delete(handle.clientId)
    handle.close()
  }

  /** Milliseconds since 1970, but never the same twice: larger than any before, also than those of an earlier process. */
  #nextEpoch(): number {
    this.#lastEpoch = Math.max(Date.now(), this.#lastEpoch + 1)
    return this.#lastEpoch
  }
}
