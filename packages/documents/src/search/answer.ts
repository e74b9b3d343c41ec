import type { Passage, SearchResult, Section } from '@tutor/protocol'
import { sectionAt, type IndexedDocument } from '../indexed-document.ts'
import type { Shelf } from '../shelf.ts'
import { Query } from './query.ts'
import type { ChunkKey } from './search-index.ts'
import { sentencesOf, type Span } from './sentences.ts'
import { termsOf } from './terms.ts'

const mostCandidates = 16
const mostNearest = 3

/** The best sentence of a chunk that may hold an answer. */
export interface Candidate {
  readonly key: ChunkKey
  readonly passage: Passage
  readonly fit: number
  readonly answers: boolean
}

/** Looks for the sentences that may answer a question, by its words. @returns best first */
export function search(shelf: Shelf, question: string, limit: number): readonly Candidate[] {
  const query = new Query(question, shelf.index)
  if (query.terms.length === 0) return []
  const ranked = shelf.index.rank(query.terms, Math.max(mostCandidates, limit))
  const candidates = ranked.flatMap((key) => bestAnswer(shelf.get(key.documentId), key, query) ?? [])
  // The sort is stable: of equal sentences the one in the better chunk stays first.
  return candidates.toSorted((a, b) => b.fit - a.fit)
}

/** The answers among what was found, or that there is none and what comes nearest. */
export function conclude(shelf: Shelf, bestFirst: readonly Candidate[], limit: number): SearchResult {
  const score = bestFirst[0]?.fit ?? 0
  const found = bestFirst.filter(({ answers }) => answers)
  if (found.length === 0) return { verdict: 'not_found', score, nearest: nearest(shelf, bestFirst.map(({ key }) => key)) }
  return { verdict: 'found', score, passages: distinct(found).slice(0, limit) }
}

/** What a question finds in a chunk. A heading is no answer, but with the first sentence under it, it may be one. */
function bestAnswer(document: IndexedDocument, key: ChunkKey, query: Query): Candidate | undefined {
  const chunk = document.chunks[key.chunk]!
  const heading = document.headings[chunk.section]
  const isHeaded = heading !== undefined && heading.start <= chunk.start && heading.end > chunk.start
  const bodyStart = isHeaded ? Math.min(heading.end, chunk.end) : chunk.start
  const sentences = [...sentencesOf(document.text, { start: bodyStart, end: chunk.end })]
  const lead = { start: chunk.start, end: sentences[0]?.end ?? chunk.end }
  const around = new Set(termsOf(document.text.slice(chunk.start, chunk.end)))
  const above = new Set(termsOf(`${heading?.title ?? ''} ${document.summary.name.replace(/\.\w+$/, '')}`))
  const sought = { query, around, above }
  const inBody = bestOf(sentences, document.text, sought)
  const headed = bestOf([lead], document.text, sought)
  const best = isClearer(headed, inBody) ? headed : inBody
  return best && { key, passage: passageAt(document, best.span, chunk), fit: best.fit, answers: best.answers }
}

/** Whether a first sentence needs its heading: to answer at all, or for the reader to know what it speaks of. */
function isClearer(headed: Found | undefined, alone: Found | undefined): boolean {
  if (!headed?.answers) return alone === undefined
  return !alone?.answers || (alone.span.end === headed.span.end && headed.fit > alone.fit)
}

interface Found {
  readonly span: Span
  readonly fit: number
  readonly answers: boolean
}

interface Sought {
  readonly query: Query
  readonly around: ReadonlySet<string>
  readonly above: ReadonlySet<string>
}

function bestOf(spans: readonly Span[], text: string, { query, around, above }: Sought): Found | undefined {
  let best: Found | undefined
  for (const span of spans) {
    const sentence = text.slice(span.start, span.end)
    const surroundings = { sentence: new Set(termsOf(sentence)), around, above }
    const fit = query.fit(sentence, surroundings)
    if (fit > (best?.fit ?? 0)) best = { span, fit, answers: query.isAnsweredBy(fit, surroundings) }
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
