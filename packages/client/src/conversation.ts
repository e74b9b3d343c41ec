import type { ClientMessage, Hello, ServerMessage } from '@tutor/protocol'

/** Hears what the other side says. */
export interface ConversationListener {
  receive(message: ServerMessage): void
  /** Called once and last, also after a `close()` of one's own. */
  end(reason: Error): void
}

/**
 * One learner talking to one session, over a socket or in the same process.
 *
 * An implementer MUST give every message after the hello to every listener, in order; MUST call `end` of each exactly
 * once when the conversation is over; and MUST throw that same reason from `send`, `listen` and `drained` afterwards.
 */
export interface Conversation {
  /** How the session introduced itself. */
  readonly hello: Hello
  send(message: ClientMessage): void
  /** Resolves when the way to the session has room for more. Await it between the messages of a long row. */
  drained(): Promise<void>
  /** @returns stops listening; `end` is not called then */
  listen(listener: ConversationListener): () => void
  /** Idempotent. */
  close(): Promise<void>
}
