import { errorTable, reportOf, TutorError, type ErrorCode, type QueueLevels } from '@tutor/protocol'
import { setTimeout as delay } from 'node:timers/promises'
import type { FaultBook } from './admin/fault-book.ts'
import type { Connection } from './connection.ts'
import { IdleCollector } from './idle-collector.ts'
import { log } from './log.ts'
import { LastAnswers } from './last-answers.ts'
import { SessionHandle } from './session-handle.ts'
import type { SessionThreads } from './session-threads.ts'
import { Offences } from './supervision/offences.ts'
import { Recovery, type Blame } from './supervision/recovery.ts'
import type { OfSessions, SessionEnd } from './thread-messages.ts'
import type { SessionLink } from './worker-pool.ts'

/** How long sessions may take to end when the server stops, in ms. */
const endPatience = 5_000

/** How a session's time on a thread ended; `lost` with its thread. */
type Outcome = SessionEnd | { readonly status: 'lost'; readonly code: ErrorCode }

/** When those who come while too many sessions are opening may try again, in ms. Clients of ours spread themselves by a jitter. */
const gateRetryMs = 1_000

/** When those for whose session there is no room may try again, in ms. */
const fullRetryMs = 5_000

export interface RegistryLimits {
  /** Sessions that may be awake at a time. */
  readonly maxSessions: number
  /** Sessions that may be opening at a time before a client whose session is not awake is asked to come later. */
  readonly maxOpening: number
}

export interface RegistryOptions {
  readonly threads: Pick<SessionThreads, 'run'>
  readonly limits: RegistryLimits
  readonly faults: FaultBook
}

/** Which client has which session, and where it is: opens, wakes and recovers them. */
export class SessionRegistry {
  readonly #threads: Pick<SessionThreads, 'run'>
  readonly #limits: RegistryLimits
  readonly #faults: FaultBook
  readonly #byClient = new Map<string, SessionHandle>()
  /** Those that are not asleep. */
  readonly #awake = new Map<number, SessionHandle>()
  /** Those of them that are on their way to a thread. */
  readonly #opening = new Set<number>()
  readonly #supervised = new Set<Promise<void>>()
  /** Those that are awake and were named for the end of their thread, which they have not met yet. */
  readonly #blamed = new Set<number>()
  readonly #offences = new Offences()
  readonly #collector = new IdleCollector(() => this.#byClient.size)
  #lastNumber = 0
  #closing = new AbortController()
  /** Since the server began to stop. */
  #lastAnswers: LastAnswers | undefined

  constructor({ threads, limits, faults }: RegistryOptions) {
    this.#threads = threads
    this.#limits = limits
    this.#faults = faults
  }

  get levels(): Pick<QueueLevels, 'awake' | 'opening' | 'asleep'> {
    const { maxSessions, maxOpening } = this.#limits
    return {
      awake: { now: this.#awake.size, most: maxSessions },
      opening: { now: this.#opening.size, most: maxOpening },
      asleep: this.#byClient.size - this.#awake.size,
    }
  }

  /** Attaches a connection to its client's session, opening it where there is none. @throws TutorError `server_overloaded` */
  join(clientId: string, connection: Connection): SessionHandle {
    const handle = this.#byClient.get(clientId) ?? this.#add(clientId)
    if (handle.status === 'asleep') this.#checkRoom()
    handle.attach(connection)
    return handle
  }

  /** All that are awake or have a connection. */
  get all(): Iterable<SessionHandle> {
    return this.#byClient.values()
  }

  offencesOf({ clientId }: SessionHandle): number {
    return this.#offences.countOf(clientId)
  }

  /**
   * Closes the session's connections with the error's close code, ends what it is asked for and lets it sleep.
   *
   * @returns the session, where there is one with this number
   */
  end(session: number, code: ErrorCode): SessionHandle | undefined {
    const handle = [...this.#byClient.values()].find(({ number }) => number === session)
    handle?.stop()
    handle?.disconnect(code)
    return handle
  }

  leave(handle: SessionHandle, connection: Connection): void {
    handle.detach(connection)
    if (handle.isEmpty && handle.status === 'asleep') this.#remove(handle)
  }

  /** Hears what a thread says of its sessions. */
  hear(link: SessionLink, message: OfSessions): void {
    switch (message.type) {
      case 'opened':
        return this.#opened(message.session, link)
      case 'idle':
        return this.#awake.get(message.session)?.doze()
      case 'drained':
        return this.#lastAnswers?.ended(message.session)
      case 'fault':
        this.#faults.record({ kind: 'run', code: message.code, client: message.clientId })
    }
  }

  #opened(session: number, link: SessionLink): void {
    this.#opening.delete(session)
    const handle = this.#awake.get(session)
    handle?.opened(link)
    if (this.#lastAnswers) handle?.drain()
  }

  /** A thread is ended for what this session does, or dies of it. */
  blame(session: number): void {
    if (this.#awake.has(session)) this.#blamed.add(session)
  }

  /**
   * Lets no session begin an answer and none be opened any more; resolves when the answers under way are over, or after
   * `graceMs`. What comes meanwhile is kept by its session, or never confirmed where that sleeps.
   */
  async drain(graceMs: number): Promise<void> {
    this.#lastAnswers = new LastAnswers(this.#awake.keys())
    for (const handle of this.#awake.values()) handle.drain()
    await this.#lastAnswers.over(graceMs)
  }

  /** Ends all sessions and closes their connections with the error's close code; waits for the sessions' ends, a while. */
  async close(code: ErrorCode): Promise<void> {
    this.#closing.abort()
    for (const handle of this.#byClient.values()) this.#dismiss(handle, code)
    this.#collector.close()
    await Promise.race([Promise.all(this.#supervised), delay(endPatience, undefined, { ref: false })])
  }

  get #isStopping(): boolean {
    return this.#lastAnswers !== undefined || this.#closing.signal.aborted
  }

  #add(clientId: string): SessionHandle {
    this.#checkRoom()
    const handle = new SessionHandle(clientId, ++this.#lastNumber, (asleep) => this.#wake(asleep))
    this.#byClient.set(clientId, handle)
    return handle
  }

  /** @throws TutorError `server_overloaded` */
  #checkRoom(): void {
    if (this.#opening.size >= this.#limits.maxOpening) {
      throw new TutorError('server_overloaded', 'Too many clients come at a time. Try again in a moment.', { retryAfterMs: gateRetryMs })
    }
    if (this.#awake.size >= this.#limits.maxSessions) throw new TutorError('server_overloaded', undefined, { retryAfterMs: fullRetryMs })
  }

  #wake(handle: SessionHandle): void {
    if (this.#lastAnswers) return
    if (this.#awake.size >= this.#limits.maxSessions) return handle.disconnect('server_overloaded')
    this.#awake.set(handle.number, handle)
    this.#collector.churned()
    const supervised = this.#supervise(handle).finally(() => this.#supervised.delete(supervised))
    this.#supervised.add(supervised)
  }

  /** Keeps the session open until it sleeps, is given up, or the server stops. Never rejects. */
  async #supervise(handle: SessionHandle): Promise<void> {
    const recovery = new Recovery()
    while (!this.#isStopping) {
      handle.opening()
      this.#opening.add(handle.number)
      const openedAt = performance.now()
      const outcome = await this.#run(handle)
      this.#opening.delete(handle.number)
      if (this.#closing.signal.aborted) break
      if (outcome.status === 'asleep') {
        recovery.restart()
        handle.asleep()
        if (!handle.isWanted) break
      } else {
        if (outcome.status === 'failed') this.#faults.record({ kind: 'session', code: outcome.code, client: handle.clientId })
        recovery.ended({ livedMs: performance.now() - openedAt, blame: this.#findBlame(handle, outcome) })
        if (!errorTable[outcome.code].retryable || recovery.isHopeless || (recovery.isDoubtful && handle.isEmpty)) {
          this.#dismiss(handle, outcome.code)
          break
        }
        handle.lost()
        if (!this.#isStopping) await this.#pause(recovery.pauseMs)
      }
    }
    this.#awake.delete(handle.number)
    this.#blamed.delete(handle.number)
    this.#lastAnswers?.ended(handle.number)
    this.#collector.churned()
    if (handle.isEmpty) this.#remove(handle)
  }

  /** Runs the session on a thread, one of its own where it has done harm, and waits for its end. */
  async #run(handle: SessionHandle): Promise<Outcome> {
    try {
      return await this.#threads.run({ session: handle.number, clientId: handle.clientId }, this.#offences.placement(handle.clientId))
    } catch (error) {
      if (!this.#closing.signal.aborted) log.debug({ err: error, session: handle.number }, 'a session was lost with its thread')
      return { status: 'lost', code: reportOf(error, 'session_failed').code }
    }
  }

  /** Whoever merely was on the same thread has not failed. */
  #findBlame(handle: SessionHandle, { status, code }: Outcome & { readonly code: ErrorCode }): Blame {
    const blamed = this.#blamed.delete(handle.number)
    if (!blamed && status === 'lost') return 'another'
    if (!blamed && code !== 'session_failed') return 'needs'
    this.#offences.record(handle.clientId)
    return 'own'
  }

  #pause(ms: number): Promise<void> {
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
