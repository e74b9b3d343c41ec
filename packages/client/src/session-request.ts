import { TutorError, type ServerMessage } from '@tutor/protocol'
import type { Conversation, ConversationListener, Utterance } from './conversation.ts'

interface RequestOptions<Answer> {
  /** What is asked, under an id. */
  readonly ask: (requestId: string) => Utterance
  /** @returns none where the message is no answer to that id */
  readonly read: (message: ServerMessage, requestId: string) => Answer | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks the session for something that changes nothing; again where the connection or the session was lost meanwhile.
 *
 * @throws TutorError what the session says against it; the conversation's end; the signal's reason
 */
export async function askSession<Answer>(conversation: Conversation, { signal, ...options }: RequestOptions<Answer>): Promise<Answer> {
  signal?.throwIfAborted()
  const request = new SessionRequest(conversation, options)
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

class SessionRequest<Answer> implements ConversationListener {
  readonly #conversation: Conversation
  readonly #options: RequestOptions<Answer>
  readonly #id = crypto.randomUUID()
  readonly #answered = Promise.withResolvers<Answer>()

  constructor(conversation: Conversation, options: RequestOptions<Answer>) {
    this.#conversation = conversation
    this.#options = options
  }

  get answered(): Promise<Answer> {
    return this.#answered.promise
  }

  ask(): void {
    this.#conversation.drained().then(() => this.#conversation.send(this.#options.ask(this.#id))).catch(this.#answered.reject)
  }

  receive(message: ServerMessage): void {
    if (message.type === 'hello') this.ask()
    const answer = this.#options.read(message, this.#id)
    if (answer !== undefined) this.#answered.resolve(answer)
    if (message.type === 'error' && message.ref === this.#id) this.#answered.reject(new TutorError(message.code, message.message, message))
  }

  end(reason: Error): void {
    this.#answered.reject(reason)
  }
}
