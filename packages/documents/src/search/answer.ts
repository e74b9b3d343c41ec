import type { Passage, SearchResult, Section } from '@tutor/protocol'
import { sectionAt, type IndexedDocument } from '../indexed-document.ts'
import type { Shelf } from '../shelf.ts'
import { Query } from './query.ts'
import type { ChunkKey } from './search-index.ts'
import { sentencesOf, type Span } from './sentences.ts'
import { termsOf } from './terms.ts'

const candidates = 16
const mostNearest = 3

interface Candidate {
  readonly passage: Passage
  readonly coverage: number
}

/** Finds the sentences that answer a question, or says that none does and what comes nearest. */
export function answer(shelf: Shelf, question: string, limit: number): SearchResult {
  const query = new Query(question, shelf.index)
  if (query.terms.length === 0) return { verdict: 'not_found', nearest: [] }
  const ranked = shelf.index.rank(query.terms, Math.max(candidates, limit))
  const found = ranked.flatMap((key) => bestAnswer(shelf.get(key.documentId), key, query) ?? [])
  if (found.length === 0) return { verdict: 'not_found', nearest: nearest(shelf, ranked) }
  // The sort is stable: of equal sentences the one in the better chunk stays first.
  const bestFirst = found.toSorted((a, b) => b.coverage - a.coverage)
  return { verdict: 'found', passages: distinct(bestFirst).slice(0, limit) }
}

/** What a question finds in a chunk. A heading is no answer, but with the first sentence under it, it may be one. */
function bestAnswer(document: IndexedDocument, key: ChunkKey, query: Query): Candidate | undefined {
  const chunk = document.chunks[key.chunk]!
  const heading = document.headings[chunk.section]
  const isHeaded = heading !== undefined && heading.start <= chunk.start && heading.end > chunk.start
  const bodyStart = isHeaded ? Math.min(heading.end, chunk.end) : chunk.start
  const sentences = [...sentencesOf(document.text, { start: bodyStart, end: chunk.end })]
  const lead = { start: chunk.start, end: sentences[0]?.end ?? chunk.end }
  const best = bestOf(sentences, document.text, query) ?? bestOf([lead], document.text, query)
  return best && { passage: passageAt(document, best.span, chunk), coverage: best.coverage }
}

function bestOf(spans: readonly Span[], text: string, query: Query): { span: Span; coverage: number } | undefined {
  let best: { span: Span; coverage: number } | undefined
  for (const span of spans) {
    const terms = new Set(termsOf(text.slice(span.start, span.end)))
    const coverage = query.coverage(terms)
    if (query.isAnsweredBy(terms) && coverage > (best?.coverage ?? 0)) best = { span, coverage }
  }
  return best
}

function passageAt({ summary, text, places }: IndexedDocument, { start, end }: Span, context: Span): Passage {
  return {
    documentId: summary.id,
    documentName: summary.name,
    place: places.at(start),
    start,
    end,
    quote: text.slice(start, end),
    context: text.slice(context.start, context.end),
  }
}

/** The same sentence counts once, in whichever documents it stands. */
function distinct(found: readonly Candidate[]): Passage[] {
  const seen = new Set<string>()
  return found.flatMap(({ passage }) => {
    const words = passage.quote.replace(/\s+/gu, ' ').toLowerCase()
    if (seen.has(words)) return []
    seen.add(words)
    return [passage]
  })
}

function nearest(shelf: Shelf, ranked: readonly ChunkKey[]): Section[] {
  const sections = new Map<string, Section>()
  for (const { documentId, chunk } of ranked) {
    const document = shelf.get(documentId)
    const index = document.chunks[chunk]!.section
    sections.set(`${documentId} ${index}`, sectionAt(document, index))
    if (sections.size === mostNearest) break
  }
  return [...sections.values()]
}
