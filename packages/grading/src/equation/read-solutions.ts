import type { Fraction } from 'fraction.js'
import { readTerm } from '../algebra/read-term.ts'
import { quotientOf } from '../algebra/quotient.ts'

/** What a learner says solves an equation. */
export type Solutions = readonly Fraction[] | 'all'

const none = [
  /^(?:there (?:is|are) )?(?:none|(?:no|not any) (?:such )?(?:real )?(?:solutions?|answers?|numbers?|values?|x))(?: at all| that (?:solves|fits|works).*| (?:solves?|fits?|works?|makes?)\b.*)?$/i,
  /^(?:it |this |the equation )?(?:has|is) (?:no solutions?|never true|impossible|unsolvable|not solvable)$/i,
  /^(?:\{\s*\}|∅|never(?: true)?|unsolvable|impossible|none)$/i,
]
const all = [
  /^(?:(?:it|this|the equation) (?:is|has) )?(?:always )?(?:true for )?(?:all|any|every|infinitely many)\b.*$/i,
  /^(?:(?:it|this|the equation) is )?(?:always(?: true| right)?|an identity|identity)$/i,
  /^(?:[a-z]\s*(?:∈|=)\s*)?(?:ℝ|R)$/,
]

/**
 * Reads `x = 3`, `3`, `x = -1/2 or x = 2`, `{2, 3}`, `no solution`, `all numbers`.
 *
 * @param text in plain notation
 * @returns none where it says nothing of the kind: an equation that is not solved yet, a word
 */
export function readSolutions(text: string, variable: string): Solutions | undefined {
  const words = text.replace(/[.!]$/, '').replace(/[,;]?\s+(?:(?:because|since)\b.*|\([a-z ]{3,}\))$/is, '').replace(/^both\s+/i, '').trim()
  if (none.some((pattern) => pattern.test(words))) return []
  if (all.some((pattern) => pattern.test(words))) return 'all'
  const set = new RegExp(String.raw`^(?:(?:${variable}|l|s)\s*(?:=|∈|in\b)\s*)?\{(.*)\}$`, 'i').exec(words)?.[1] ?? words
  const parts = set.replace(/±/g, '+-').replace(new RegExp(String.raw`(?<=[^,;\s])\s+(?=${variable}_?\d\s*=)`, 'gi'), ';').split(/\s*(?:[;∨]|(?<=\s)\|(?=\s)|,(?!\d{3}\b)|\b(?:or|and|oder|und|ou|et)\b)\s*/i)
  const values = parts.flatMap((part) => valuesOf(part, variable))
  return values.includes(undefined) || values.length === 0 ? undefined : unique(values as Fraction[])
}

function valuesOf(part: string, variable: string): readonly (Fraction | undefined)[] {
  const value = part.replace(new RegExp(String.raw`^${variable}(?:_?\d)?\s*(?:=|\bis(?: equal to)?\b|\bequals\b|\bmust be\b)\s*`, 'i'), '').replace(new RegExp(String.raw`^(.*[^=\s])\s*=\s*${variable}$`, 'i'), '$1')
  if (value.startsWith('+-')) return [numberIn(value.slice(2)), numberIn(value.slice(2))?.neg()]
  return [numberIn(value)]
}

/** A number, or what comes to one without more than a division: `-6/2`, but not `2*3 - 9`. */
function numberIn(text: string): Fraction | undefined {
  const trimmed = text.trim()
  if (!/^\(?[-+]?\s*(?:\d+\s+\d+\s*\/\s*\d+|[\d.]+\s*(?:[/:]\s*[-+]?[\d.]+)?)\)?$/.test(trimmed)) return undefined
  const term = readTerm(trimmed)
  const value = term && quotientOf(term)
  return value?.above.isConstant && value.below.isConstant ? value.above.constant.div(value.below.constant) : undefined
}

function unique(values: readonly Fraction[]): readonly Fraction[] {
  return values.filter((value, index) => values.findIndex((each) => each.equals(value)) === index)
}
