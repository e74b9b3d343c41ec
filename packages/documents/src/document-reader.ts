import type { DocumentSummary } from '@tutor/protocol'
import type { DocumentBlob } from './kept-document.ts'

/** A document whose text is wanted. */
export interface DocumentToRead {
  /** SHA-256 of the bytes, in hex. */
  readonly id: string
  /** Its ending says the type where the content does not. */
  readonly name: string
  /** They must not change while they are read. */
  readonly bytes: Uint8Array
}

/** What a reader gives: the document in short, and all that was read out of it, for `decodeReading`. */
export interface DocumentReading {
  readonly summary: DocumentSummary
  readonly reading: DocumentBlob
}

/**
 * Who reads documents: parses them, parts them into chunks and takes the terms of each.
 *
 * An implementer MUST read as `readHere` does, MUST throw a `TutorError` with a `document_*` code for what is wrong with a
 * document (also where it would take more time or memory than there is) and with a retryable code where it cannot read
 * now, and MUST reject with the signal's reason once that is aborted.
 */
export interface DocumentReader {
  read(document: DocumentToRead, signal: AbortSignal): Promise<DocumentReading>
}
