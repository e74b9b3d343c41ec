import { readTerm } from '../algebra/read-term.ts'
import { quotientOf } from '../algebra/quotient.ts'
import type { Polynomial } from '../algebra/polynomial.ts'
import type { Term } from '../algebra/term.ts'

export interface Equation {
  readonly left: Term
  readonly right: Term
}

/** @param text in plain notation. @returns none where it is no equation of two terms */
export function readEquation(text: string): Equation | undefined {
  const sides = text.split('=')
  if (sides.length !== 2) return undefined
  const [left, right] = sides.map((side) => readTerm(side))
  return left && right && { left, right }
}

/** What has to be zero; none where the equation has roots or gets too long. */
export function zeroForm({ left, right }: Equation): Polynomial | undefined {
  const difference = quotientOf({ kind: 'difference', left, right })
  return difference?.above
}
