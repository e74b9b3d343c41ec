import type { ClientMessage, Hello, ResumeMessage, ServerMessage } from '@tutor/protocol'
import type { ConnectionState } from './connection-state.ts'

/** Hears what the other side says. */
export interface ConversationListener {
  receive(message: ServerMessage): void
  /** Called at every change, where the conversation goes over a connection that can be lost and come back. */
  onState?(state: ConnectionState): void
  /** Called once and last, also after a `close()` of one's own. */
  end(reason: Error): void
}

/** What a learner says. To resume is the conversation's own business. */
export type Utterance = Exclude<ClientMessage, ResumeMessage>

/**
 * One learner talking to one session, over a socket or in the same process.
 *
 * An implementer MUST give every message after the hello to every listener, in order, and of the session's events each
 * one once, whatever becomes of sockets and of the session's thread; a `resync` says where that cannot be. A `hello`
 * that comes again says that the session has forgotten uploads that were not complete; runs and aborts MUST reach it
 * nevertheless. An implementer MUST call `end` of each listener exactly once when the conversation is over; and MUST
 * throw that same reason from `send`, `listen` and `drained` afterwards.
 */
export interface Conversation {
  /** How the session introduced itself, the last time. */
  readonly hello: Hello
  send(message: Utterance): void
  /** Resolves when there is a way to the session with room for more. Await it between the messages of a long row. */
  drained(): Promise<void>
  /** @returns stops listening; `end` is not called then */
  listen(listener: ConversationListener): () => void
  /** Idempotent. */
  close(): Promise<void>
}
