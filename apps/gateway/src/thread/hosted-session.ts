import { UserSession, type FramedAttachment, type Presence, type SessionOptions } from '@tutor/session'
import { Containment } from './containment.ts'

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
  readonly #told = Promise.withResolvers<void>()
  readonly #options: SleepOptions
  readonly #containment: Containment
  #session: UserSession | undefined
  /** When something happened last (ms, monotonic). */
  #activeAt = performance.now()
  #proposed = false
  #timer: NodeJS.Timeout | undefined

  /** @throws TutorError `storage_unavailable`, `session_damaged` */
  static async open(options: Omit<SessionOptions, 'idle' | 'failed'> & { readonly presence: Presence }, sleep: SleepOptions): Promise<HostedSession> {
    const hosted = new HostedSession(sleep, options.presence)
    const containment = hosted.#containment
    const failed = (error: unknown): void => containment.fail(error)
    hosted.#session = await containment.start(() => UserSession.open({ ...options, idle: hosted.#look, failed }))
    hosted.#lookIn(sleep.idleMs)
    return hosted
  }

  private constructor(options: SleepOptions, presence: Presence) {
    this.#options = options
    this.#containment = new Containment(presence)
  }

  get session(): UserSession {
    if (!this.#session) throw new Error('The session is not open yet')
    return this.#session
  }

  /** Resolves when the session is told to leave the thread. @throws what it fails with before */
  get ended(): Promise<void> {
    return this.#containment.orFailure(this.#told.promise)
  }

  /** @returns nothing where the session has failed over it */
  attach(connection: number, open: (session: UserSession) => FramedAttachment): FramedAttachment | undefined {
    this.#containment.run(() => this.attachments.set(connection, open(this.session)))
    return this.attachments.get(connection)
  }

  detach(connection: number): void {
    const attachment = this.attachments.get(connection)
    this.attachments.delete(connection)
    if (attachment) this.#containment.run(() => attachment.detach())
  }

  receive(attachment: FramedAttachment, frame: string): void {
    this.#activeAt = performance.now()
    this.#containment.run(take, attachment, frame)
  }

  /** The gateway lets the session sleep. @returns whether it is still idle, and ends: somebody may have come meanwhile */
  sleep(): boolean {
    this.#proposed = false
    const wakefulMs = this.#wakefulMs
    if (wakefulMs <= 0) this.end()
    else this.#lookIn(wakefulMs)
    return wakefulMs <= 0
  }

  /** Ends what the session is asked for, and has it leave the thread. */
  stop(): void {
    this.#containment.run(() => this.session.abortAll())
    this.end()
  }

  /** Tells the session to leave the thread. Idempotent. */
  end(): void {
    this.#stopLooking()
    this.#told.resolve()
  }

  /** Keeps everything and gives the session back to the store. @throws what the session fails with meanwhile */
  async close(): Promise<void> {
    await this.#containment.orFailure(this.#containment.start(() => this.session.close()))
    this.#containment.close()
  }

  /** Stops a session that has failed, and tells nobody. What it had given to the store is kept. Never throws. */
  abandon(): void {
    this.#stopLooking()
    for (const connection of this.attachments.keys()) this.detach(connection)
    this.#containment.run(() => this.session.abandon())
    this.#containment.close()
  }

  #stopLooking(): void {
    clearTimeout(this.#timer)
    this.#proposed = true
  }

  /** Proposes to sleep where nobody watches, or where nothing has happened for long enough. */
  readonly #look = (): void => {
    if (this.#proposed || !this.#session) return
    const wakefulMs = this.#wakefulMs
    if (wakefulMs > 0) return this.#lookIn(wakefulMs)
    this.#proposed = true
    this.#options.propose()
  }

  /** How long the session has to stay awake, as far as can be seen now, in ms. */
  get #wakefulMs(): number {
    const { idleMs } = this.#options
    if (!this.session.isIdle) {
      this.#activeAt = performance.now()
      return Math.min(lookAgainMs, idleMs)
    }
    return this.session.isWatched ? this.#activeAt + idleMs - performance.now() : 0
  }

  /** A timer of its own, so that a thousand sessions that have become idle one by one also fall asleep one by one. */
  #lookIn(ms: number): void {
    clearTimeout(this.#timer)
    if (ms !== Infinity) this.#timer = setTimeout(this.#look, ms).unref()
  }
}

function take(attachment: FramedAttachment, frame: string): void {
  attachment.receive(frame)
}
