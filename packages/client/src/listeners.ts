import type { ServerMessage } from '@tutor/protocol'
import type { ConnectionState } from './connection-state.ts'
import type { ConversationListener } from './conversation.ts'

/** Who listens to a conversation, and how it ended: the part that every implementation of `Conversation` shares. */
export class Listeners {
  readonly #listeners = new Set<ConversationListener>()
  #endReason: Error | undefined

  /** @throws the conversation's end, if it is over */
  add(listener: ConversationListener): () => void {
    this.assertOpen()
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  receive(message: ServerMessage): void {
    for (const listener of this.#listeners) listener.receive(message)
  }

  changeState(state: ConnectionState): void {
    for (const listener of this.#listeners) listener.onState?.(state)
  }

  /** @returns whether it was this call that ended the conversation */
  end(reason: Error): boolean {
    if (this.#endReason) return false
    this.#endReason = reason
    for (const listener of this.#listeners) listener.end(reason)
    this.#listeners.clear()
    return true
  }

  get ended(): boolean {
    return this.#endReason !== undefined
  }

  /** @throws the conversation's end, if it is over */
  assertOpen(): void {
    if (this.#endReason) throw this.#endReason
  }
}
