import type { DocumentReading, DocumentToRead } from '@tutor/documents'
import type { ErrorReport } from '@tutor/protocol'

/** What a session thread asks for: that a document is read, what texts mean, or neither any longer. Its calls count from 0. */
export type ReadingRequest =
  | { readonly type: 'read'; readonly call: number; readonly document: DocumentToRead }
  /** What texts mean, where the server can tell. */
  | { readonly type: 'embed'; readonly call: number; readonly texts: readonly string[] }
  | { readonly type: 'abandon'; readonly call: number }

/** What became of a reading. An error crosses as data: on its way between threads it would lose its code. */
export type ReadingOutcome =
  | { readonly status: 'read'; readonly reading: DocumentReading }
  | { readonly status: 'failed'; readonly error: ErrorReport }

/** What became of anything that was asked for. */
export type AnswerOutcome = ReadingOutcome | { readonly status: 'embedded'; readonly vectors: readonly Float32Array[] }

export interface ReadingAnswer {
  readonly call: number
  readonly outcome: AnswerOutcome
}
