import type { Citation, Passage, SearchResult, Section } from '@tutor/protocol'
import type { Tools } from '../tools.ts'

/** A search result as a model gets it: every passage has the number to cite it by, and no offsets to get wrong. */
export type MarkedResult =
  | { readonly verdict: 'found'; readonly passages: readonly Pick<Citation & Passage, 'mark' | 'documentName' | 'place' | 'quote' | 'context'>[] }
  | Exclude<SearchResult, { verdict: 'found' }>

/** What the material said during one turn: which passages may be cited, and whether there is anything to say at all. */
export class Grounding {
  readonly #tools: Tools
  readonly #citations = new Map<number, Citation>()
  #refusal: Exclude<SearchResult, { verdict: 'found' }> | undefined

  constructor(tools: Tools) {
    this.#tools = tools
  }

  /** Searches the material; the passages whose quote really stands in the document can be cited from now on. */
  async search(query: string, signal: AbortSignal): Promise<MarkedResult> {
    const result = (await this.#tools.call('doc.search', { query }, signal)) as SearchResult
    if (result.verdict !== 'found') return (this.#refusal = result)
    const passages = []
    for (const { context, ...passage } of result.passages) {
      if (!(await this.#standsThere(passage, signal))) continue
      const citation = this.#mark(passage)
      passages.push({ mark: citation.mark, documentName: citation.documentName, place: citation.place, quote: citation.quote, context })
    }
    if (passages.length === 0) return (this.#refusal = { verdict: 'not_found', nearest: [] })
    return { verdict: 'found', passages }
  }

  /** The verified citation behind a mark in an answer. */
  citation(mark: number): Citation | undefined {
    return this.#citations.get(mark)
  }

  /** Set when the material was searched and never answered: then no model has anything to say about it. */
  get refusal(): { readonly verdict: 'no_documents' } | { readonly verdict: 'not_found'; readonly nearest: readonly Section[] } | undefined {
    return this.#citations.size === 0 ? this.#refusal : undefined
  }

  async #standsThere(passage: Omit<Citation, 'mark'>, signal: AbortSignal): Promise<boolean> {
    const { documentId, start, end, quote } = passage
    const { text } = (await this.#tools.call('doc.read', { documentId, start, end }, signal)) as { text: string }
    return text === quote
  }

  #mark(passage: Omit<Citation, 'mark'>): Citation {
    for (const known of this.#citations.values()) {
      if (known.documentId === passage.documentId && known.start === passage.start && known.end === passage.end) return known
    }
    const citation = { mark: this.#citations.size + 1, ...passage }
    this.#citations.set(citation.mark, citation)
    return citation
  }
}
