import { Fraction } from 'fraction.js'
import { Polynomial } from './polynomial.ts'
import type { Term } from './term.ts'

/** A term as one polynomial over another, which is not zero. */
export interface Quotient {
  readonly above: Polynomial
  readonly below: Polynomial
}

const unity = Polynomial.constant(new Fraction(1))

/** How many products of two monomials a comparison may take: a stranger's term could be made to take for ever. */
const mostProducts = 1_500

/** @returns none for roots and absolute values, a division by zero, and what gets too long */
export function quotientOf(term: Term): Quotient | undefined {
  return new Expansion().of(term)
}

/** Whether they are equal wherever both are defined. @returns none where they get too long to tell */
export function areEqual(left: Quotient, right: Quotient): boolean | undefined {
  const expansion = new Expansion()
  const [one, other] = [expansion.multiply(left.above, right.below), expansion.multiply(right.above, left.below)]
  return one && other && one.equals(other)
}

/** Multiplies out, as long as that takes no longer than anybody needs. */
class Expansion {
  #products = 0

  of(term: Term): Quotient | undefined {
    switch (term.kind) {
      case 'number':
        return { above: Polynomial.constant(term.value), below: unity }
      case 'variable':
        return { above: Polynomial.variable(term.name), below: unity }
      case 'function':
        return undefined
      case 'negated': {
        const of = this.of(term.of)
        return of && { above: of.above.scale(new Fraction(-1)), below: of.below }
      }
      case 'power':
        return this.#power(this.of(term.base), term.exponent)
      default:
        return this.#joined(term.kind, this.of(term.left), this.of(term.right))
    }
  }

  multiply(one: Polynomial, other: Polynomial): Polynomial | undefined {
    this.#products += one.terms.size * other.terms.size
    return this.#products > mostProducts ? undefined : one.multiply(other)
  }

  #joined(kind: 'sum' | 'difference' | 'product' | 'quotient', left: Quotient | undefined, right: Quotient | undefined): Quotient | undefined {
    if (!left || !right) return undefined
    switch (kind) {
      case 'product':
        return quotient(this.multiply(left.above, right.above), this.multiply(left.below, right.below))
      case 'quotient':
        return quotient(this.multiply(left.above, right.below), this.multiply(left.below, right.above))
      case 'sum':
      case 'difference': {
        const [one, other] = [this.multiply(left.above, right.below), this.multiply(right.above, left.below)]
        return quotient(one && other && one.add(other, new Fraction(kind === 'sum' ? 1 : -1)), this.multiply(left.below, right.below))
      }
    }
  }

  #power(base: Quotient | undefined, exponent: number): Quotient | undefined {
    if (!base) return undefined
    const [above, below] = [this.#repeated(base.above, Math.abs(exponent)), this.#repeated(base.below, Math.abs(exponent))]
    return exponent < 0 ? quotient(below, above) : quotient(above, below)
  }

  #repeated(factor: Polynomial, times: number): Polynomial | undefined {
    let product: Polynomial | undefined = unity
    for (let count = 0; product && count < times; count++) product = this.multiply(product, factor)
    return product
  }
}

/** A number below is brought above, so that what is a polynomial is seen to be one. */
function quotient(above: Polynomial | undefined, below: Polynomial | undefined): Quotient | undefined {
  if (!above || !below || below.isZero) return undefined
  return below.isConstant ? { above: above.scale(below.constant.inverse()), below: unity } : { above, below }
}
