import type { DocumentPart, DocumentSummary, SearchResult, Section } from '@tutor/protocol'

/**
 * The learner's documents, as the Document agent needs them.
 *
 * An implementer MUST add all of a document or nothing, MUST throw a `TutorError` with a `document_*` code for what it
 * cannot take, and MUST return only passages whose quote stands at their span: `read(documentId, passage) === quote`.
 */
export interface Material {
  /** The same bytes again are the document that is there. They must not change until they are stored. */
  add(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<AddedDocument>
  list(): readonly DocumentSummary[]
  search(query: string): Promise<SearchResult>
  /** @param span UTF-16 code units of the document's extracted text, end exclusive */
  read(documentId: string, span: { readonly start: number; readonly end: number }): Promise<string>
  /** As `read`, with the places of what is read. */
  part(documentId: string, span: { readonly start: number; readonly end: number }): Promise<DocumentPart>
  outline(documentId: string): Promise<readonly Section[]>
  /** @returns the hashes of the blobs that nobody needs for this document any longer */
  remove(documentId: string): readonly string[]
}

/** What has to be stored of a document so that the material has it back after the session slept. */
export interface AddedDocument {
  readonly summary: DocumentSummary
  /** Hash of the blob with what was read out of the document. */
  readonly reading: string
  /** Bytes to keep under their hash (SHA-256, hex); none when the document was there already. */
  readonly blobs: readonly DocumentBlob[]
}

export interface DocumentBlob {
  readonly hash: string
  readonly bytes: Uint8Array
}
