import type { AnswerKey } from '@tutor/protocol'

/** A sentence of a document with a word or a number to be filled in. */
export interface Gap {
  /** Offsets in the document's text, in UTF-16 code units. */
  readonly start: number
  readonly end: number
  readonly sentence: string
  /** The sentence with a gap. */
  readonly asked: string
  /** Stands verbatim in the sentence. */
  readonly key: string
  readonly answer: AnswerKey
}

const words = { least: 6, most: 40 }
const gap = '____'

/** A term that the sentence says what it is. */
const definition = /^(?:(?:the|an?)\s+)?((?:\p{L}[\p{L}-]+)(?:\s\p{L}[\p{L}-]+){0,2})\s+(?:is|are|was|were|means|refers to|describes)\s+(?:an?|the|any|every|all|called|those)\s/iu
/** A number that is not a part of another, of a date or of a list. */
const number = /(?<![\p{L}\d.,/:-])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)|(?<![\p{L}\d.,/:-])\d+(?:\.\d+)?(?![\p{L}\d/:-]|[.,]\d)/u
const pronouns = /^(?:this|that|these|those|it|they|he|she|we|you|there|here|what|which|who|one|each|some|most|many|such|another|example|figure|table)\b/i

/** The gaps that can be made in a text, one a sentence, in its order. */
export function findGaps(text: string): readonly Gap[] {
  return Array.from(text.matchAll(/[^\s.!?][^.!?\n]*(?:[.](?=\d)[^.!?\n]*)*[.!?](?=\s|$)/gu)).flatMap((match) => {
    const sentence = match[0]
    const count = sentence.split(/\s+/).length
    if (count < words.least || count > words.most) return []
    const found = termGap(sentence) ?? numberGap(sentence)
    return found ? [{ start: match.index, end: match.index + sentence.length, sentence, ...found }] : []
  })
}

type Found = Pick<Gap, 'asked' | 'key' | 'answer'>

function termGap(sentence: string): Found | undefined {
  const term = definition.exec(sentence)?.[1]
  if (term === undefined || pronouns.test(term) || occurs(sentence, term) !== 1) return undefined
  return { key: term, asked: sentence.replace(term, gap), answer: { kind: 'text', accept: [term] } }
}

function numberGap(sentence: string): Found | undefined {
  const value = number.exec(sentence)?.[0]
  if (value === undefined || occurs(sentence, value) !== 1) return undefined
  return { key: value, asked: sentence.replace(value, gap), answer: { kind: 'number', value: value.replaceAll(',', '') } }
}

function occurs(sentence: string, part: string): number {
  return sentence.toLowerCase().split(part.toLowerCase()).length - 1
}
