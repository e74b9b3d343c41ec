import { stemmer } from 'stemmer'
import { stopWords } from './stop-words.ts'

const words = new Intl.Segmenter('en', { granularity: 'word' })
const hyphenatedLineEnd = /(?<=\p{L})[-\u00AD]\r?\n(?=\p{Ll})/gu
const combiningAccents = /[\u0300-\u036F]/gu
const wordParts = /[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)*/gu
/** ASCII, with the dashes and quotation marks of printed English. */
const plainText = /^[\0-\x7F\u2013\u2014\u2018\u2019\u201C\u201D]*$/
const plainWordParts = /[a-z0-9]+(?:(?<=[0-9])[.,][0-9]+)*/g
const longestTerm = 64

/** Stems of words that came before: texts repeat theirs. */
const stems = new Map<string, string>()
const mostStems = 10_000
// V8 keeps a longer part of a text as a reference to all of it.
const longestKept = 12

/**
 * The content words of a text, in order and with repetitions: stop words removed, case and accents folded, stemmed, put
 * together again where a line end parts them. Index, queries and sentences all see a text through this one function.
 */
export function termsOf(text: string): string[] {
  const joined = text.replace(hyphenatedLineEnd, '')
  const parts = plainText.test(joined) ? (joined.toLowerCase().match(plainWordParts) ?? []) : partsOf(joined)
  return parts.filter((part) => !stopWords.has(part)).map(stem)
}

/** The words of a text of any script. In plain text `plainWordParts` finds the same ones, several times faster. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  const unaccented = text.normalize('NFKD').replace(combiningAccents, '').normalize('NFKC')
  for (const { segment, isWordLike } of words.segment(unaccented.toLowerCase())) {
    if (isWordLike) parts.push(...(segment.match(wordParts) ?? []))
  }
  return parts
}

function stem(word: string): string {
  if (word.length > longestKept) return stemmer(word.slice(0, longestTerm))
  const known = stems.get(word)
  if (known !== undefined) return known
  const made = stemmer(word)
  if (stems.size >= mostStems) stems.clear()
  stems.set(word, made)
  return made
}
