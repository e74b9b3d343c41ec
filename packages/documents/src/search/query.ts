import type { SearchIndex } from './search-index.ts'
import { askingWords } from './stop-words.ts'
import { termsOf } from './terms.ts'

// In a library of few chunks a count says little, so the weights are those of a library this much larger.
const smoothing = 50
const askingTerms: ReadonlySet<string> = new Set(termsOf(askingWords))
const mostTerms = 64
const threshold = 0.5

/** A question as weighted content words: the rarer a word is in the library, the more it counts (IDF). */
export class Query {
  readonly terms: readonly string[]
  readonly #weights: ReadonlyMap<string, number>
  readonly #total: number

  constructor(question: string, index: SearchIndex) {
    this.terms = askedFor(question)
    this.#weights = new Map(this.terms.map((term) => [term, weight(index.size, index.frequency(term))]))
    this.#total = [...this.#weights.values()].reduce((sum, each) => sum + each, 0)
  }

  /** The weighted share of the question's words that stand among `terms`, 0 to 1. */
  coverage(terms: ReadonlySet<string>): number {
    let covered = 0
    for (const [term, each] of this.#weights) if (terms.has(term)) covered += each
    return this.#total === 0 ? 0 : covered / this.#total
  }

  /**
   * Whether a sentence with these terms answers the question. One word in common does not make an answer, however rare
   * it is, unless it is all that was asked for: "capital" in a text on banking says nothing of the capital of France.
   */
  isAnsweredBy(terms: ReadonlySet<string>): boolean {
    const shared = this.terms.filter((term) => terms.has(term)).length
    return shared >= Math.min(2, this.terms.length) && this.coverage(terms) > threshold
  }
}

function askedFor(question: string): string[] {
  const terms = [...new Set(termsOf(question))]
  const about = terms.filter((term) => !askingTerms.has(term))
  return (about.length > 0 ? about : terms).slice(0, mostTerms)
}

function weight(chunks: number, frequency: number): number {
  return Math.log((chunks + smoothing) / (frequency + 0.5))
}
