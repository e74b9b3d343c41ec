import type { DocumentSummary, Section } from '@tutor/protocol'
import type { Chunk } from './chunks.ts'
import type { ParsedText } from './parse/parsed-text.ts'

/** A document that was read and parted into chunks. */
export interface IndexedDocument extends ParsedText {
  readonly summary: DocumentSummary
  readonly chunks: readonly Chunk[]
}

export function sectionsOf(document: IndexedDocument): Section[] {
  return document.headings.map((_, index) => sectionAt(document, index))
}

/** @param index of a heading of the document */
export function sectionAt({ summary, headings, places }: IndexedDocument, index: number): Section {
  const { title, start } = headings[index]!
  return { documentId: summary.id, documentName: summary.name, title, place: places.at(start), start }
}
