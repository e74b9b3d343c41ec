import type { ServerMessage } from '@tutor/protocol'

/**
 * Whoever watches a session: a connection of the gateway, a terminal.
 *
 * Gets the `hello` first unless it is known already, then every event in order of `seq`, and the answers to what it sent
 * itself. MUST NOT throw.
 */
export interface Observer {
  /** @param messages what there is to say at once, in order, one at least */
  receive(messages: readonly ServerMessage[]): void
}
