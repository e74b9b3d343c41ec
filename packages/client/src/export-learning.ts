import { TutorError, type ServerMessage } from '@tutor/protocol'
import type { Conversation, ConversationListener } from './conversation.ts'

/**
 * Asks the session for all that is known of the learner; again where the connection or the session was lost meanwhile.
 *
 * @returns xAPI 1.0.3 statements, oldest first
 * @throws TutorError what the session says against it; the conversation's end; the signal's reason
 */
export async function exportLearning(conversation: Conversation, signal?: AbortSignal): Promise<readonly object[]> {
  signal?.throwIfAborted()
  const request = new ExportRequest(conversation)
  const stopListening = conversation.listen(request)
  const abort = (): void => request.end(signal?.reason as Error)
  signal?.addEventListener('abort', abort)
  try {
    request.ask()
    return await request.answered
  } finally {
    signal?.removeEventListener('abort', abort)
    stopListening()
  }
}

class ExportRequest implements ConversationListener {
  readonly #conversation: Conversation
  readonly #id = crypto.randomUUID()
  readonly #answered = Promise.withResolvers<readonly object[]>()

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  get answered(): Promise<readonly object[]> {
    return this.#answered.promise
  }

  ask(): void {
    this.#conversation.drained().then(() => this.#conversation.send({ type: 'export', requestId: this.#id })).catch(this.#answered.reject)
  }

  receive(message: ServerMessage): void {
    if (message.type === 'hello') this.ask()
    if (message.type === 'exported' && message.requestId === this.#id) this.#answered.resolve(message.statements)
    if (message.type === 'error' && message.ref === this.#id) this.#answered.reject(new TutorError(message.code, message.message, message))
  }

  end(reason: Error): void {
    this.#answered.reject(reason)
  }
}
