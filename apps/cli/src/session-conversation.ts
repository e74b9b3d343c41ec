import { setImmediate } from 'node:timers/promises'
import { ConnectionError, Listeners, type Conversation, type ConversationListener } from '@tutor/client'
import type { StartedModel } from '@tutor/models'
import type { Store } from '@tutor/storage'
import type { ClientMessage, Hello, ServerMessage } from '@tutor/protocol'
import { UserSession, type Attachment, type SessionOptions } from '@tutor/session'

/** Who talks to which tutor; the conversation sees to the rest. */
export interface ConversationOptions extends Pick<SessionOptions, 'clientId' | 'model' | 'agent' | 'fault' | 'store' | 'courses' | 'codeRunner' | 'embedder'> {
  /** What the model needs besides, to be closed with the conversation. */
  readonly started?: StartedModel
}

interface Owned {
  readonly store: Store
  readonly started: StartedModel | undefined
}

/** A conversation with a session of this very process. It closes the store that it is given. */
export class SessionConversation implements Conversation {
  readonly #session: UserSession
  readonly #owned: Owned
  readonly #attachment: Attachment
  readonly #listeners: Listeners
  #hello: Hello | undefined

  /** @param listener hears everything from the hello on */
  static async open({ started, ...options }: ConversationOptions, listener?: ConversationListener): Promise<SessionConversation> {
    const listeners = new Listeners()
    if (listener) listeners.add(listener)
    const failed = (error: unknown): void => void listeners.end(error instanceof Error ? error : new Error(String(error)))
    const session = await UserSession.open({ ...options, idle: () => {}, failed })
    return new SessionConversation(session, { store: options.store, started }, listeners)
  }

  private constructor(session: UserSession, owned: Owned, listeners: Listeners) {
    this.#owned = owned
    this.#listeners = listeners
    this.#session = session
    this.#attachment = session.attach({ receive: (messages) => messages.forEach((message) => this.#receive(message)) })
  }

  get hello(): Hello {
    if (!this.#hello) throw new Error('The session did not begin with its hello')
    return this.#hello
  }

  send(message: ClientMessage): void {
    this.#listeners.assertOpen()
    this.#attachment.receive(message)
  }

  /** Lets the session work, which shares this thread. */
  async drained(): Promise<void> {
    await setImmediate()
    this.#listeners.assertOpen()
  }

  listen(listener: ConversationListener): () => void {
    return this.#listeners.add(listener)
  }

  async close(): Promise<void> {
    this.#listeners.end(new ConnectionError('connection_closed', 'The session was closed.'))
    this.#attachment.detach()
    await this.#session.close()
    await this.#owned.store.close()
    await this.#owned.started?.close()
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'hello') this.#hello = message
    this.#listeners.receive(message)
  }
}
