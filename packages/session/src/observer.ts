import type { ServerMessage } from '@tutor/protocol'

/**
 * Whoever watches a session: a connection of the gateway, a terminal.
 *
 * Gets the `hello` first, then every event in order of `seq`, and the errors of what it sent itself. MUST NOT throw.
 */
export interface Observer {
  receive(message: ServerMessage): void
}
