import { limits, subprotocol, type DocumentSummary, type Hello, type ModelDescription, type Position } from '@tutor/protocol'

interface Introduction {
  readonly clientId: string
  /** Of the last event before. */
  readonly position: Position
  readonly model: ModelDescription
  readonly documents: readonly DocumentSummary[]
}

/** How a session introduces itself. */
export function helloOf({ clientId, position: { epoch, seq }, model, documents }: Introduction): Hello {
  const { messageBytes, documentBytes, chunkBytes } = limits
  return { type: 'hello', protocol: subprotocol, clientId, epoch, seq, model, limits: { messageBytes, documentBytes, chunkBytes }, documents }
}
