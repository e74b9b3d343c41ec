import { UserSession, type FramedAttachment, type SessionOptions } from '@tutor/session'

/** Why a session's task ends: it was told to, or its store has failed. */
type Ending = { readonly status: 'told' } | { readonly status: 'failed'; readonly error: unknown }

/** A session on this thread, and what the thread has to know to let it sleep. */
export class HostedSession {
  /** By the connection's number. */
  readonly attachments = new Map<number, FramedAttachment>()
  readonly #ending = Promise.withResolvers<Ending>()
  readonly #propose: () => void
  #session: UserSession | undefined
  /** When something happened last (ms, monotonic). */
  #activeAt = performance.now()
  #proposed = false

  /**
   * @param propose tells the gateway that the session could sleep
   * @throws TutorError `storage_unavailable`, `session_damaged`
   */
  static async open(options: Omit<SessionOptions, 'idle' | 'failed'>, propose: () => void): Promise<HostedSession> {
    const hosted = new HostedSession(propose)
    hosted.#session = await UserSession.open({
      ...options,
      idle: () => hosted.proposeSleep(Infinity),
      failed: (error) => hosted.#ending.resolve({ status: 'failed', error }),
    })
    return hosted
  }

  private constructor(propose: () => void) {
    this.#propose = propose
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
    this.attachments.get(connection)?.receive(frame)
  }

  /** Proposes to sleep where nobody watches, or where nothing has happened for `idleMs`. */
  proposeSleep(idleMs: number): void {
    if (this.#proposed || !this.#session) return
    const now = performance.now()
    if (!this.#session.isIdle) this.#activeAt = now
    else if (!this.#session.isWatched || now - this.#activeAt >= idleMs) {
      this.#proposed = true
      this.#propose()
    }
  }

  /** The gateway lets the session sleep. @returns whether it is still idle, and ends */
  sleep(): boolean {
    this.#proposed = false
    if (!this.session.isIdle) return false
    this.end()
    return true
  }

  /** Idempotent. */
  end(): void {
    this.#ending.resolve({ status: 'told' })
  }
}
