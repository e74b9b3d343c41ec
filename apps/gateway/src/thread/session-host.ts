import { openModel } from '@tutor/models'
import { FramedAttachment, openDialect, UserSession } from '@tutor/session'
import { IdleCollector } from '../idle-collector.ts'
import { log } from '../log.ts'
import { sessionsChannel, type SessionTask, type ThreadSettings, type ToGateway, type ToThread } from '../thread-messages.ts'

interface OpenSession {
  readonly session: UserSession
  /** Ends the session's task. */
  readonly ended: () => void
}

export type Send = (channel: number, message: ToGateway) => void

/** The sessions of one thread and the connections attached to them. */
export class SessionHost {
  readonly #sessions = new Map<number, OpenSession>()
  readonly #attachments = new Map<number, FramedAttachment>()
  readonly #collector = new IdleCollector(() => this.#sessions.size)
  readonly #model: ReturnType<typeof openModel>
  readonly #settings: ThreadSettings
  readonly #send: Send

  constructor(settings: ThreadSettings, send: Send) {
    this.#settings = settings
    this.#model = openModel(settings.model)
    this.#send = send
  }

  /** Opens a session; resolves when it has ended. */
  async run({ session: number, clientId, epoch }: SessionTask): Promise<void> {
    const fault = (error: unknown): void => log.error({ err: error, session: number }, 'a run failed')
    const session = new UserSession({ clientId, epoch, model: await this.#model, agent: this.#settings.agent, fault })
    await new Promise<void>((ended) => {
      this.#sessions.set(number, { session, ended })
      this.#collector.churned()
      this.#send(sessionsChannel, { type: 'opened', session: number })
    })
    this.#collector.churned()
    await session.close()
  }

  receive(connection: number, message: ToThread): void {
    if (typeof message === 'string') return this.#attachments.get(connection)?.receive(message)
    switch (message.type) {
      case 'attach':
        return this.#attach(connection, message)
      case 'refuse':
        return this.#attachments.get(connection)?.refuse(message.code)
      case 'detach':
        this.#attachments.get(connection)?.detach()
        this.#attachments.delete(connection)
        return
      case 'close':
        this.#sessions.get(message.session)?.ended()
        this.#sessions.delete(message.session)
    }
  }

  #attach(connection: number, { session, dialect }: Extract<ToThread, { type: 'attach' }>): void {
    const open = this.#sessions.get(session)
    if (!open) return
    const send = (frame: string): void => this.#send(connection, frame)
    this.#attachments.set(connection, new FramedAttachment(open.session, openDialect(dialect, connection), send))
  }
}
