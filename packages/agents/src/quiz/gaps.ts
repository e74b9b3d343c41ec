import type { AnswerKey } from '@tutor/protocol'
import { textSentences, type TextSentence } from './text-sentences.ts'

/** A sentence of a document with a word or a number to be filled in. */
export interface Gap {
  readonly sentence: TextSentence
  /** The sentence with a gap. */
  readonly asked: string
  /** Stands once in the sentence, word by word. */
  readonly key: string
  readonly about: 'term' | 'name' | 'number'
}

const wordCount = { least: 6, most: 40 }

/** A term that the sentence says what it is. */
const definition = /^(?:(?:the|an?)\s)?(\p{L}[\p{L}-]+(?:\s\p{L}[\p{L}-]+){0,2})\s(?:is|are|was|were|means|refers to|describes)\s(?:an?|the|any|every|all|called|those)\s/iu
const pronouns = /^(?:this|that|these|those|it|they|he|she|we|you|there|here|what|which|who|one|each|some|most|many|such|another|example|figure|table)\b/i
/** Two or more capitalised words after a small one: what begins a sentence may be any word. */
const name = /(?<=\p{Ll},?\s)\p{Lu}\p{Ll}+(?:\s(?:(?:van|von|de|der|la|of|the)\s)?\p{Lu}\p{Ll}+)+/u
/** A number that is not a part of another, of a date or of a list. */
const number = /(?<![\p{L}\d.,/:-])(?:\d{1,3}(?:,\d{3})+(?![\d.,]*\d)|\d+(?:\.\d+)?(?![\p{L}\d/:-]|[.,]\d))/u

/** The gaps that can be made in a text, one a sentence, in its order. */
export function findGaps(text: string): readonly Gap[] {
  return Array.from(textSentences(text)).flatMap((sentence) => {
    const count = sentence.text.split(' ').length
    if (count < wordCount.least || count > wordCount.most) return []
    const term = definition.exec(sentence.text)?.[1]
    const found = [
      term !== undefined && !pronouns.test(term) && gapAt(sentence, term, 'term'),
      gapAt(sentence, name.exec(sentence.text)?.[0], 'name'),
      gapAt(sentence, number.exec(sentence.text)?.[0], 'number'),
    ]
    return found.find((gap) => gap !== false && gap !== undefined) || []
  })
}

export interface ProposedGap {
  readonly quote: string
  readonly key: string
}

/** Those of the gaps that somebody proposes whose quote stands in the text, and whose key stands once in the quote. */
export function checkGaps(text: string, proposals: readonly ProposedGap[]): readonly Gap[] {
  if (proposals.length === 0) return []
  const whole = plain(text)
  return proposals.flatMap(({ quote, key }) => {
    const sentence = plain(quote)
    if (sentence === '' || !whole.includes(sentence)) return []
    const start = text.indexOf(quote.trim())
    const about = number.exec(plain(key))?.[0] === plain(key) ? 'number' : 'term'
    return gapAt({ start, end: start + quote.trim().length, text: sentence }, plain(key), about) ?? []
  })
}

function plain(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}

/** How the gap is marked. */
export function answerOf({ key, about }: Gap): AnswerKey {
  if (about === 'number') return { kind: 'number', value: key.replaceAll(',', '') }
  const last = about === 'name' ? key.slice(key.lastIndexOf(' ') + 1) : key
  return { kind: 'text', accept: [...new Set([key, last])] }
}

/** @returns none where the key is not there, stands twice, or is all that there is */
function gapAt(sentence: TextSentence, key: string | undefined, about: Gap['about']): Gap | undefined {
  if (key === undefined || key === '' || key.length > sentence.text.length / 2) return undefined
  const [before, after, ...more] = sentence.text.split(key)
  if (before === undefined || after === undefined || more.length > 0 || isIn(before, key) || isIn(after, key)) return undefined
  const isWord = !/[\p{L}\d]$/u.test(before) && !/^[\p{L}\d]/u.test(after)
  return isWord ? { sentence, key, about, asked: `${before}____${after}` } : undefined
}

function isIn(text: string, key: string): boolean {
  return text.toLowerCase().includes(key.toLowerCase())
}
