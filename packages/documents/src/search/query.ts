import { wantedOf, type Wanted } from './answer-kind.ts'
import { isRelated, rarity } from './rarity.ts'
import type { SearchIndex } from './search-index.ts'
import { askingWords } from './stop-words.ts'
import { termsOf } from './terms.ts'

// In a library of few chunks a count says little, so the weights are those of a library this much larger.
const smoothing = 50
const askingTerms: ReadonlySet<string> = new Set(termsOf(askingWords))
const mostTerms = 64
/** What fits no better answers nothing. */
export const threshold = 0.5

/** What a word of the question counts for by where it stands: in the sentence, in a related form, around the sentence, in a title above it. */
const shares = { sentence: 1, related: 0.8, around: 0.55, above: 0.45 } as const
/** What it counts for that a sentence holds what is asked for: a number, a name. */
const kindBonus = 0.08

/** Where the words of a question may be found. */
export interface Surroundings {
  readonly sentence: ReadonlySet<string>
  /** Of the chunk that the sentence is in. */
  readonly around: ReadonlySet<string>
  /** Of its heading, and of the document's name. */
  readonly above: ReadonlySet<string>
}

/** A question as weighted content words: the rarer a word is, in the library and in English, the more it counts. */
export class Query {
  readonly terms: readonly string[]
  readonly #weights: ReadonlyMap<string, number>
  readonly #total: number
  readonly #wanted: Wanted

  constructor(question: string, index: SearchIndex) {
    this.terms = askedFor(question)
    this.#weights = new Map(this.terms.map((term) => [term, weight(index.size, index.frequency(term)) * rarity(term)]))
    this.#total = [...this.#weights.values()].reduce((sum, each) => sum + each, 0)
    this.#wanted = wantedOf(question)
  }

  /** How well a sentence fits the question, 0 to 1. */
  fit(text: string, { sentence, around, above }: Surroundings): number {
    let sum = 0
    for (const [term, each] of this.#weights) sum += each * shareOf(term, { sentence, around, above })
    const covered = this.#total === 0 ? 0 : sum / this.#total
    return Math.min(1, Math.max(0, covered + kindBonus * this.#wanted(text)))
  }

  /**
   * Whether a sentence that fits so well answers the question. One word in common does not make an answer, however rare
   * it is, unless it is all that was asked for: "capital" in a text on banking says nothing of the capital of France.
   */
  isAnsweredBy(fit: number, { sentence, around, above }: Surroundings): boolean {
    const shared = this.terms.filter((term) => sentence.has(term) || around.has(term) || above.has(term)).length
    return shared >= Math.min(2, this.terms.length) && fit > threshold
  }
}

function shareOf(term: string, { sentence, around, above }: Surroundings): number {
  if (sentence.has(term)) return shares.sentence
  for (const each of sentence) if (isRelated(term, each)) return shares.related
  if (around.has(term)) return shares.around
  if (above.has(term)) return shares.above
  return 0
}

function askedFor(question: string): string[] {
  const terms = [...new Set(termsOf(question))]
  const about = terms.filter((term) => !askingTerms.has(term))
  return (about.length > 0 ? about : terms).slice(0, mostTerms)
}

function weight(chunks: number, frequency: number): number {
  return Math.log((chunks + smoothing) / (frequency + 0.5))
}
