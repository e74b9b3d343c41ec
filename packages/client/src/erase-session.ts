import { TutorError, type ErrorCode, type ServerMessage } from '@tutor/protocol'
import { ConnectionError } from './connection-error.ts'
import type { Conversation, ConversationListener } from './conversation.ts'

/**
 * Deletes the session for good, with its documents; the conversation ends with it. Asks again where the connection or the
 * session was lost meanwhile: one that is deleted already is so once more.
 *
 * @throws TutorError what the session says against it; another end of the conversation
 */
export async function eraseSession(conversation: Conversation): Promise<void> {
  const request = new EraseRequest(conversation)
  const stopListening = conversation.listen(request)
  try {
    request.ask()
    await request.erased
  } finally {
    stopListening()
  }
}

const erased: ErrorCode = 'session_erased'

class EraseRequest implements ConversationListener {
  readonly #conversation: Conversation
  readonly #id = crypto.randomUUID()
  readonly #erased = Promise.withResolvers<void>()

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  get erased(): Promise<void> {
    return this.#erased.promise
  }

  ask(): void {
    this.#conversation.drained().then(() => this.#conversation.send({ type: 'erase', requestId: this.#id })).catch((reason: Error) => this.end(reason))
  }

  receive(message: ServerMessage): void {
    if (message.type === 'hello') this.ask()
    if (message.type === 'error' && message.ref === this.#id) this.#erased.reject(new TutorError(message.code, message.message, message))
  }

  end(reason: Error): void {
    const tellsSo = (reason instanceof TutorError && reason.code === erased) || (reason instanceof ConnectionError && reason.close?.reason === erased)
    if (tellsSo) this.#erased.resolve()
    else this.#erased.reject(reason)
  }
}
