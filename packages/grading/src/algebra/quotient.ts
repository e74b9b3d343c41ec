import { Fraction } from 'fraction.js'
import { Polynomial } from './polynomial.ts'
import type { Term } from './term.ts'

/** A term as one polynomial over another, which is not zero. */
export interface Quotient {
  readonly above: Polynomial
  readonly below: Polynomial
}

const unity = Polynomial.constant(new Fraction(1))

/** @returns none for roots and absolute values, a division by zero, and what gets too long */
export function quotientOf(term: Term): Quotient | undefined {
  switch (term.kind) {
    case 'number':
      return { above: Polynomial.constant(term.value), below: unity }
    case 'variable':
      return { above: Polynomial.variable(term.name), below: unity }
    case 'function':
      return undefined
    case 'negated': {
      const of = quotientOf(term.of)
      return of && { above: of.above.scale(new Fraction(-1)), below: of.below }
    }
    case 'power':
      return powerOf(quotientOf(term.base), term.exponent)
    default:
      return joined(term.kind, quotientOf(term.left), quotientOf(term.right))
  }
}

/** Whether they are equal wherever both are defined. @returns none where they get too long to tell */
export function areEqual(left: Quotient, right: Quotient): boolean | undefined {
  const [one, other] = [left.above.multiply(right.below), right.above.multiply(left.below)]
  return one && other && one.equals(other)
}

function joined(kind: 'sum' | 'difference' | 'product' | 'quotient', left: Quotient | undefined, right: Quotient | undefined): Quotient | undefined {
  if (!left || !right) return undefined
  switch (kind) {
    case 'product':
      return quotient(left.above.multiply(right.above), left.below.multiply(right.below))
    case 'quotient':
      return quotient(left.above.multiply(right.below), left.below.multiply(right.above))
    case 'sum':
    case 'difference': {
      const [one, other] = [left.above.multiply(right.below), right.above.multiply(left.below)]
      return quotient(one && other && one.add(other, new Fraction(kind === 'sum' ? 1 : -1)), left.below.multiply(right.below))
    }
  }
}

function powerOf(base: Quotient | undefined, exponent: number): Quotient | undefined {
  if (!base) return undefined
  const [above, below] = [base.above.power(Math.abs(exponent)), base.below.power(Math.abs(exponent))]
  return exponent < 0 ? quotient(below, above) : quotient(above, below)
}

/** A number below is brought above, so that what is a polynomial is seen to be one. */
function quotient(above: Polynomial | undefined, below: Polynomial | undefined): Quotient | undefined {
  if (!above || !below || below.isZero) return undefined
  return below.isConstant ? { above: above.scale(below.constant.inverse()), below: unity } : { above, below }
}
