import type { DocumentSummary, SearchResult, Section } from '@tutor/protocol'

/**
 * The learner's documents, as the Document agent needs them.
 *
 * An implementer MUST add all of a document or nothing, MUST throw a `TutorError` with a `document_*` code for what it
 * cannot take, and MUST return only passages whose quote stands at their span: `read(documentId, passage) === quote`.
 */
export interface Material {
  add(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<DocumentSummary>
  list(): readonly DocumentSummary[]
  search(query: string): SearchResult
  /** @param span UTF-16 code units of the document's extracted text, end exclusive */
  read(documentId: string, span: { readonly start: number; readonly end: number }): string
  outline(documentId: string): readonly Section[]
  remove(documentId: string): void
}
