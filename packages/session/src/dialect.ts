import type { ClientMessage, ServerMessage } from '@tutor/protocol'

/** How one connection writes: what its frames mean and what messages look like to it. One instance a connection. */
export interface Dialect {
  /** @throws TutorError where the frame means nothing */
  read(frame: string): ClientMessage
  /** @returns the frame, or `undefined` where this client is shown nothing (yet) */
  write(message: ServerMessage): string | undefined
}
