import type { Fraction } from 'fraction.js'
import { readTerm } from '../algebra/read-term.ts'
import { quotientOf } from '../algebra/quotient.ts'

/** What a learner says solves an equation. */
export type Solutions = readonly Fraction[] | 'all'

const none = /^(?:there (?:is|are) )?(?:no|none|never|not any)(?: (?:real )?(?:solutions?|answers?|number|value))?(?: at all)?$|^(?:it )?(?:has|is) no solutions?$|^(?:\{\s*\}|∅)$|^unsolvable$|^impossible$/i
const all = /^(?:all|any|every|infinitely many|always)\b.*$|^(?:it is )?(?:always )?true for (?:all|every|any)\b.*$|^identity$/i

/**
 * Reads `x = 3`, `3`, `x = -1/2 or x = 2`, `{2, 3}`, `no solution`, `all numbers`.
 *
 * @param text in plain notation
 * @returns none where it says nothing of the kind: an equation that is not solved yet, a word
 */
export function readSolutions(text: string, variable: string): Solutions | undefined {
  const words = text.replace(/[.!]$/, '').trim()
  if (none.test(words)) return []
  if (all.test(words)) return 'all'
  const parts = words.replace(/^\{(.*)\}$/, '$1').replace(/±/g, '+-').split(/\s*(?:;|,(?!\d{3}\b)|\bor\b|\band\b)\s*/i)
  const values = parts.flatMap((part) => valuesOf(part, variable))
  return values.includes(undefined) || values.length === 0 ? undefined : unique(values as Fraction[])
}

function valuesOf(part: string, variable: string): readonly (Fraction | undefined)[] {
  const value = part.replace(new RegExp(`^${variable}(?:_?\\d)?\\s*=\\s*`, 'i'), '').replace(new RegExp(`^(.*[^=\\s])\\s*=\\s*${variable}$`, 'i'), '$1')
  if (value.startsWith('+-')) return [numberIn(value.slice(2)), numberIn(value.slice(2))?.neg()]
  return [numberIn(value)]
}

/** A number, or what comes to one without more than a division: `-6/2`, but not `2*3 - 9`. */
function numberIn(text: string): Fraction | undefined {
  const mixed = /^(-?)\s*(\d+)\s+(\d+\s*\/\s*\d+)$/.exec(text.trim())
  const term = readTerm(mixed ? `${mixed[1]}(${mixed[2]}+${mixed[3]})` : text)
  const value = term && quotientOf(term)
  if (!value?.above.isConstant || !value.below.isConstant) return undefined
  return mixed || /^\(?[-+]?\s*[\d.]+\s*(?:\/\s*[-+]?[\d.]+)?\)?$/.test(text.trim()) ? value.above.constant.div(value.below.constant) : undefined
}

function unique(values: readonly Fraction[]): readonly Fraction[] {
  return values.filter((value, index) => values.findIndex((each) => each.equals(value)) === index)
}
