import { setImmediate } from 'node:timers/promises'
import { ConnectionError, Listeners, type Conversation, type ConversationListener } from '@tutor/client'
import type { ClientMessage, Hello, ServerMessage } from '@tutor/protocol'
import { UserSession, type Attachment, type SessionOptions } from '@tutor/session'

/** A conversation with a session of this very process. */
export class SessionConversation implements Conversation {
  readonly #session: UserSession
  readonly #attachment: Attachment
  readonly #listeners = new Listeners()
  #hello: Hello | undefined

  /** @param listener hears everything from the hello on */
  constructor(options: SessionOptions, listener: ConversationListener | undefined) {
    if (listener) this.#listeners.add(listener)
    this.#session = new UserSession(options)
    this.#attachment = this.#session.attach({ receive: (message) => this.#receive(message) })
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
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'hello') this.#hello = message
    this.#listeners.receive(message)
  }
}
