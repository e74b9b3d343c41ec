import { UserSession, type FramedAttachment, type Presence, type SessionOptions } from '@tutor/session'

/** Why a session's task ends: it was told to, or its store has failed. */
type Ending = { readonly status: 'told' } | { readonly status: 'failed'; readonly error: unknown }

export interface SleepOptions {
  /** Without a message for so long, the session proposes to sleep. */
  readonly idleMs: number
  /** Tells the gateway that the session could sleep. */
  readonly propose: () => void
}

/** A session that was not quite idle when the gateway let it sleep is looked at again after so long, in ms. */
const lookAgainMs = 1_000

/** A session on this thread, and what the thread has to know to let it sleep. */
export class HostedSession {
  /** By the connection's number. */
  readonly attachments = new Map<number, FramedAttachment>()
  readonly #ending = Promise.withResolvers<Ending>()
  readonly #options: SleepOptions
  readonly #presence: Presence
  #session: UserSession | undefined
  /** When something happened last (ms, monotonic). */
  #activeAt = performance.now()
  #proposed = false
  #timer: NodeJS.Timeout | undefined

  /** @throws TutorError `storage_unavailable`, `session_damaged` */
  static async open(options: Omit<SessionOptions, 'idle' | 'failed'> & { readonly presence: Presence }, sleep: SleepOptions): Promise<HostedSession> {
    const hosted = new HostedSession(sleep, options.presence)
    hosted.#session = await UserSession.open({
      ...options,
      idle: () => hosted.#look(),
      failed: (error) => hosted.#end({ status: 'failed', error }),
    })
    hosted.#lookIn(sleep.idleMs)
    return hosted
  }

  private constructor(options: SleepOptions, presence: Presence) {
    this.#options = options
    this.#presence = presence
  }

  get session(): UserSession {
    if (!this.#session) throw new Error('The session is not open yet')
    return this.#session
  }

  /** Resolves when the session has to leave the thread. */
  get ended(): Promise<Ending> {
    return this.#ending.promise
  }

  receive(connection: number, frame: string): void {
    this.#activeAt = performance.now()
    this.#presence.enter()
    this.attachments.get(connection)?.receive(frame)
    this.#presence.leave()
  }

  /** The gateway lets the session sleep. @returns whether it is still idle, and ends */
  sleep(): boolean {
    this.#proposed = false
    const { isIdle } = this.session
    if (isIdle) this.end()
    else this.#lookIn(Math.min(lookAgainMs, this.#options.idleMs))
    return isIdle
  }

  /** Idempotent. */
  end(): void {
    this.#end({ status: 'told' })
  }

  #end(ending: Ending): void {
    clearTimeout(this.#timer)
    this.#proposed = true
    this.#ending.resolve(ending)
  }

  /** Proposes to sleep where nobody watches, or where nothing has happened for long enough. */
  readonly #look = (): void => {
    if (this.#proposed || !this.#session) return
    if (!this.#session.isIdle) {
      this.#activeAt = performance.now()
      return this.#lookIn(Math.min(lookAgainMs, this.#options.idleMs))
    }
    const left = this.#session.isWatched ? this.#activeAt + this.#options.idleMs - performance.now() : 0
    if (left > 0) return this.#lookIn(left)
    this.#proposed = true
    this.#options.propose()
  }

  /** A timer of its own, so that a thousand sessions that have become idle one by one also fall asleep one by one. */
  #lookIn(ms: number): void {
    clearTimeout(this.#timer)
    if (ms !== Infinity) this.#timer = setTimeout(this.#look, ms).unref()
  }
}
