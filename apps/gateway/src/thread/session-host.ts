import { CourseShelf } from '@tutor/courses'
import type { DocumentReader, Embedder } from '@tutor/documents'
import { CodeThread } from '@tutor/grading'
import { openModel } from '@tutor/models'
import { reportOf, type ErrorCode } from '@tutor/protocol'
import { FramedAttachment, openDialect, UploadRoom } from '@tutor/session'
import type { Store } from '@tutor/storage'
import { Clock } from '../clock.ts'
import { IdleCollector } from '../idle-collector.ts'
import { log } from '../log.ts'
import { sessionsChannel, type Attach, type SessionEnd, type SessionTask, type ThreadSettings, type ToGateway, type ToThread } from '../thread-messages.ts'
import type { Pulse } from '../supervision/pulse.ts'
import { HostedSession } from './hosted-session.ts'
import { SessionPresence } from './session-presence.ts'

export interface SessionHostOptions {
  readonly settings: ThreadSettings
  readonly store: Store
  readonly reader: DocumentReader & Embedder
  readonly pulse: Pulse
  readonly send: (channel: number, message: ToGateway) => void
}

/** The sessions of one thread and the connections attached to them. */
export class SessionHost {
  readonly #sessions = new Map<number, HostedSession>()
  /** Where what a connection sends goes. */
  readonly #byConnection = new Map<number, { readonly hosted: HostedSession; readonly attachment: FramedAttachment }>()
  readonly #collector = new IdleCollector(() => this.#sessions.size)
  readonly #model: ReturnType<typeof openModel>
  readonly #options: SessionHostOptions
  readonly #uploadRoom: UploadRoom
  readonly #clock: Clock
  readonly #courses: CourseShelf
  /** Where the code of all learners of the thread is run. */
  readonly #codeRunner = new CodeThread()

  constructor(options: SessionHostOptions) {
    this.#options = options
    this.#uploadRoom = new UploadRoom(options.settings.uploadBytes)
    this.#clock = new Clock(options.settings.clock)
    this.#courses = new CourseShelf(options.settings.courses)
    this.#model = openModel(options.settings.model)
  }

  /** Sessions that are open. */
  get size(): number {
    return this.#sessions.size
  }

  /** Opens a session; resolves when it has ended. Rejects only by a bug. */
  async run({ session: number, clientId }: SessionTask): Promise<SessionEnd> {
    const tell = (type: 'opened' | 'idle'): void => this.#options.send(sessionsChannel, { type, session: number })
    try {
      const hosted = await this.#open(clientId, { number, propose: () => tell('idle') })
      this.#sessions.set(number, hosted)
      this.#collector.churned()
      tell('opened')
      await this.#host(number, hosted)
      return { status: 'asleep' }
    } catch (error) {
      const { code } = reportOf(error, 'session_failed')
      if (code === 'session_erased') log.info({ session: number }, 'a session was erased')
      else log.error({ err: error, session: number, client: clientId }, 'a session failed')
      return { status: 'failed', code }
    }
  }

  receive(channel: number, message: ToThread): void {
    if (typeof message === 'string') return this.#receiveFrame(channel, message)
    switch (message.type) {
      case 'attach':
        return this.#attach(channel, message)
      case 'detach':
        return this.#detach(channel)
      case 'sleep':
        // Something has come in between: the gateway has to know that the session goes on.
        if (this.#sessions.get(message.session)?.sleep() === false) this.#options.send(sessionsChannel, { type: 'opened', session: message.session })
        return
      case 'drain':
        return this.#drain(message.session)
      case 'stop':
        return this.#sessions.get(message.session)?.stop()
      case 'end':
        this.#sessions.get(message.session)?.end()
    }
  }

  #receiveFrame(connection: number, frame: string): void {
    const place = this.#byConnection.get(connection)
    if (place) place.hosted.receive(place.attachment, frame)
  }

  /** Resolves when the session has ended in order. @throws what it fails with */
  async #host(number: number, hosted: HostedSession): Promise<void> {
    try {
      await hosted.ended.finally(() => this.#forget(number, hosted))
      await hosted.close()
    } catch (error) {
      hosted.abandon()
      throw error
    }
  }

  async #open(clientId: string, { number, propose }: { readonly number: number; readonly propose: () => void }): Promise<HostedSession> {
    const { settings, store, reader, pulse } = this.#options
    const tell = (code: ErrorCode): void => this.#options.send(sessionsChannel, { type: 'fault', clientId, code })
    const fault = (error: unknown): void => {
      log.error({ err: error, session: number, client: clientId }, 'a run failed')
      tell('run_failed')
    }
    const parked = (): void => {
      log.error({ session: number, client: clientId }, 'a message is set aside, since its answer has failed three times')
      tell('message_parked')
    }
    const leaked = (sentences: number): void => log.warn({ session: number, client: clientId, sentences }, 'the language model gave an answer away, which was not said')
    // What is only in memory would be lost in its sleep, so it sleeps when nobody is left.
    const idleMs = settings.store === 'memory' ? Infinity : settings.idleMs
    const { agent, turnLimits, homePage } = settings
    const presence = new SessionPresence(number, pulse, settings.turns)
    return HostedSession.open({ clientId, store, reader, ...(settings.embeddings && { embedder: reader }), model: await this.#model, agent, turnLimits, homePage, fault, leaked, parked, presence, uploadRoom: this.#uploadRoom, courses: this.#courses, codeRunner: this.#codeRunner, now: this.#clock.now }, { idleMs, propose })
  }

  #attach(connection: number, { session, dialect, name, greeting, shown }: Attach): void {
    const hosted = this.#sessions.get(session)
    if (!hosted) return
    const send = (frames: readonly string[]): void => this.#options.send(connection, frames.length === 1 ? frames[0]! : frames)
    const attachment = hosted.attach(connection, (opened) => {
      const opening = new FramedAttachment(opened, { dialect: openDialect(dialect, name), greeting, send })
      if (shown !== undefined) opening.catchUp(shown)
      return opening
    })
    if (attachment) this.#byConnection.set(connection, { hosted, attachment })
  }

  #detach(connection: number): void {
    this.#byConnection.get(connection)?.hosted.detach(connection)
    this.#byConnection.delete(connection)
  }

  #drain(number: number): void {
    const hosted = this.#sessions.get(number)
    // Order: the end of the last answer leaves before this, on the same link.
    void hosted?.session.drain().then(() => this.#options.send(sessionsChannel, { type: 'drained', session: number }))
  }

  #forget(number: number, hosted: HostedSession): void {
    this.#sessions.delete(number)
    this.#options.pulse.turnEnded(number)
    for (const connection of hosted.attachments.keys()) this.#byConnection.delete(connection)
    this.#collector.churned()
  }
}
