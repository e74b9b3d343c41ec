import { errorTable, reportOf, TutorError, type ErrorCode } from '@tutor/protocol'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import { IdleCollector } from './idle-collector.ts'
import { log } from './log.ts'
import { SessionHandle } from './session-handle.ts'
import type { SessionEnd } from './thread-messages.ts'
import type { SessionLink, WorkerPool } from './worker-pool.ts'

/** How long sessions may take to end when the server stops, in ms. */
const endPatience = 5_000

/** A session that fails in a row waits before it is opened again: nothing, then longer and longer, in ms. */
const recovery = { first: 0, factor: 2, step: 100, most: 5_000 }

/** A session whose thread died so often in a row is given up; one that lived for `healthyMs` has begun a new row. */
const giveUp = { failures: 8, healthyMs: 10_000 }

/** Which client has which session, and where it is: opens, wakes and recovers them. */
export class SessionRegistry {
  readonly #pool: Pick<WorkerPool, 'run'>
  readonly #maxSessions: number
  readonly #byClient = new Map<string, SessionHandle>()
  /** Those that are not asleep. */
  readonly #awake = new Map<number, SessionHandle>()
  readonly #supervised = new Set<Promise<void>>()
  readonly #collector = new IdleCollector(() => this.#byClient.size)
  #lastNumber = 0
  #closing = new AbortController()

  constructor(pool: Pick<WorkerPool, 'run'>, maxSessions: number) {
    this.#pool = pool
    this.#maxSessions = maxSessions
  }

  get counts(): { readonly awake: number; readonly asleep: number } {
    return { awake: this.#awake.size, asleep: this.#byClient.size - this.#awake.size }
  }

  /** Attaches a connection to its client's session, opening it where there is none. @throws TutorError `server_overloaded` */
  join(clientId: string, connection: Connection): SessionHandle {
    const handle = this.#byClient.get(clientId) ?? this.#add(clientId)
    if (handle.status === 'asleep') this.#checkRoom()
    handle.attach(connection)
    return handle
  }

  leave(handle: SessionHandle, connection: Connection): void {
    handle.detach(connection)
    if (handle.isEmpty && handle.status === 'asleep') this.#remove(handle)
  }

  /** A thread says that it has opened a session. */
  opened(session: number, link: SessionLink): void {
    this.#awake.get(session)?.opened(link)
  }

  /** A thread says that a session has nothing to do. */
  idle(session: number): void {
    this.#awake.get(session)?.doze()
  }

  /** Ends all sessions and closes their connections with the error's close code; waits for the sessions' ends, a while. */
  async close(code: ErrorCode): Promise<void> {
    this.#closing.abort()
    for (const handle of this.#byClient.values()) this.#dismiss(handle, code)
    this.#collector.close()
    await Promise.race([Promise.all(this.#supervised), delay(endPatience, undefined, { ref: false })])
  }

  #add(clientId: string): SessionHandle {
    this.#checkRoom()
    const handle = new SessionHandle(clientId, ++this.#lastNumber, (asleep) => this.#wake(asleep))
    this.#byClient.set(clientId, handle)
    return handle
  }

  /** @throws TutorError `server_overloaded` */
  #checkRoom(): void {
    if (this.#awake.size >= this.#maxSessions) throw new TutorError('server_overloaded')
  }

  #wake(handle: SessionHandle): void {
    if (this.#awake.size >= this.#maxSessions) return handle.disconnect('server_overloaded')
    this.#awake.set(handle.number, handle)
    this.#collector.churned()
    const supervised = this.#supervise(handle).finally(() => this.#supervised.delete(supervised))
    this.#supervised.add(supervised)
  }

  /** Keeps the session open until it sleeps, is given up, or the server stops. Never rejects. */
  async #supervise(handle: SessionHandle): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      handle.opening()
      const openedAt = performance.now()
      const end = await this.#run(handle)
      if (this.#closing.signal.aborted) break
      if (end.status === 'asleep') {
        failures = 0
        handle.asleep()
        if (!handle.isWanted) break
      } else {
        failures = performance.now() - openedAt > giveUp.healthyMs ? 1 : failures + 1
        if (isHopeless(end.code, failures, handle)) {
          this.#dismiss(handle, end.code)
          break
        }
        handle.lost()
        await this.#pause(failures)
      }
    }
    this.#awake.delete(handle.number)
    this.#collector.churned()
    if (handle.isEmpty) this.#remove(handle)
  }

  /** Runs the session on a thread, and waits for its end. */
  async #run(handle: SessionHandle): Promise<SessionEnd> {
    try {
      return await this.#pool.run({ session: handle.number, clientId: handle.clientId })
    } catch (error) {
      if (!this.#closing.signal.aborted) log.debug({ err: error, session: handle.number }, 'a session was lost with its thread')
      return { status: 'failed', code: reportOf(error, 'session_failed').code }
    }
  }

  #pause(failures: number): Promise<void> {
    const { first, factor, step, most } = recovery
    const ms = failures === 1 ? first : Math.min(most, step * factor ** (failures - 2))
    return ms === 0 ? Promise.resolve() : delay(ms, undefined, { signal: this.#closing.signal }).catch(() => {})
  }

  #dismiss(handle: SessionHandle, code: ErrorCode): void {
    this.#remove(handle)
    handle.disconnect(code)
  }

  #remove(handle: SessionHandle): void {
    // The client may have come back meanwhile and have a new session.
    if (this.#byClient.get(handle.clientId) === handle) this.#byClient.delete(handle.clientId)
    handle.close()
  }
}

/** A disk comes back, if somebody waits for it; a session that brings down one thread after the other does not. */
function isHopeless(code: ErrorCode, failures: number, handle: SessionHandle): boolean {
  if (!errorTable[code].retryable) return true
  return failures >= giveUp.failures && (code === 'session_failed' || handle.isEmpty)
}
