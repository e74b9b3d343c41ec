import { stemmer } from 'stemmer'
import { stopWords } from './stop-words.ts'

const words = new Intl.Segmenter('en', { granularity: 'word' })
const hyphenatedLineEnd = /(?<=\p{L})[-\u00AD]\r?\n(?=\p{Ll})/gu
const combiningAccents = /[\u0300-\u036F]/gu
const wordParts = /[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)*/gu
const longestTerm = 64

/**
 * The content words of a text, in order and with repetitions: stop words removed, case and accents folded, stemmed, put
 * together again where a line end parts them. Index, queries and sentences all see a text through this one function.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  const joined = text.replace(hyphenatedLineEnd, '')
  const unaccented = joined.normalize('NFKD').replace(combiningAccents, '').normalize('NFKC')
  for (const { segment, isWordLike } of words.segment(unaccented.toLowerCase())) {
    if (!isWordLike) continue
    const parts = segment.match(wordParts) ?? []
    terms.push(...parts.filter((part) => !stopWords.has(part)).map(stem))
  }
  return terms
}

function stem(word: string): string {
  return stemmer(word.slice(0, longestTerm))
}
