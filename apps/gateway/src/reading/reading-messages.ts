import type { DocumentReading, DocumentToRead } from '@tutor/documents'
import type { ErrorReport } from '@tutor/protocol'

/** What a session thread asks for: that a document is read, or no longer. Its calls count from 0. */
export type ReadingRequest =
  | { readonly type: 'read'; readonly call: number; readonly document: DocumentToRead }
  | { readonly type: 'abandon'; readonly call: number }

/** What became of a reading. An error crosses as data: on its way between threads it would lose its code. */
export type ReadingOutcome =
  | { readonly status: 'read'; readonly reading: DocumentReading }
  | { readonly status: 'failed'; readonly error: ErrorReport }

export interface ReadingAnswer {
  readonly call: number
  readonly outcome: ReadingOutcome
}
