import type { DocumentSummary } from '@tutor/protocol'
import type { Breather } from './breather.ts'
import { chunksOf, type Chunk } from './chunks.ts'
import type { IndexedDocument } from './indexed-document.ts'
import { parseDocument } from './parse/parse-document.ts'
import { termsOf } from './search/terms.ts'

/** A document that is ready for the shelf, with the terms of each of its chunks. */
export interface ReadDocument {
  readonly document: IndexedDocument
  readonly terms: readonly string[]
}

/** Does all of the work of adding that takes long, and leaves nothing behind when it fails. */
export async function readDocument(
  summary: Omit<DocumentSummary, 'places'>,
  bytes: Uint8Array,
  breather: Breather,
): Promise<ReadDocument> {
  const parsed = await parseDocument(summary.kind, bytes, breather)
  const chunks: Chunk[] = []
  const terms: string[] = []
  for (const chunk of chunksOf(parsed)) {
    chunks.push(chunk)
    terms.push(termsOf(parsed.text.slice(chunk.start, chunk.end)).join(' '))
    await breather.breathe()
  }
  return { document: { ...parsed, summary: { ...summary, places: parsed.places.count }, chunks }, terms }
}
