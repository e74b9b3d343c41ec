import type { Event } from '@ag-ui/core'
import type { Citation, DocumentSummary } from './material.ts'
import type { ErrorReport } from './errors.ts'

/** The name under which native clients ask for this protocol in the WebSocket handshake. */
export const subprotocol = 'tutor.v1'

/** Which model answers. `languageModel` is false for the embedded one, which only quotes the learner's documents. */
export interface ModelDescription {
  readonly name: string
  readonly languageModel: boolean
  /** One sentence for the learner. */
  readonly description: string
}

/** First message on every native connection. */
export interface Hello {
  readonly type: 'hello'
  readonly protocol: typeof subprotocol
  readonly clientId: string
  readonly epoch: number
  /** `seq` of the last event before this connection; the next event has `seq + 1`. */
  readonly seq: number
  readonly model: ModelDescription
  readonly limits: { readonly messageBytes: number; readonly documentBytes: number; readonly chunkBytes: number }
  readonly documents: readonly DocumentSummary[]
}

/** An AG-UI event at its place in the session's history. */
export interface EventEnvelope {
  readonly type: 'event'
  /** Grows whenever a new owner opens the session; numbers of different epochs do not compare. */
  readonly epoch: number
  /** Dense and strictly increasing from 1 within an epoch. */
  readonly seq: number
  readonly event: Event
}

/** Something this connection sent could not be taken. `ref` is the run or upload id it was about. */
export interface ErrorMessage extends ErrorReport {
  readonly type: 'error'
  readonly ref?: string
}

export interface Pong {
  readonly type: 'pong'
}

export type ServerMessage = Hello | EventEnvelope | ErrorMessage | Pong

/** AG-UI CUSTOM events of ours: name to value. */
export interface CustomEvents {
  /** The verified sources of the message just written. */
  'tutor.citations': { readonly messageId: string; readonly citations: readonly Citation[] }
  'tutor.document_added': { readonly uploadId?: string; readonly document: DocumentSummary }
  'tutor.document_removed': { readonly documentId: string }
}
