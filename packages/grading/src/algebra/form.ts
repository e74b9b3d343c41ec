import { Fraction } from 'fraction.js'
import type { AlgebraForm } from '@tutor/protocol'
import { quotientOf } from './quotient.ts'
import { addends, factors, leaves, type Term } from './term.ts'

/** What is still to be done to a term until it has the form; none when it has it. @param key has the form */
export function missingForm(form: AlgebraForm, term: Term, key: Term): string | undefined {
  switch (form) {
    case 'expanded':
      return missingExpansion(term)
    case 'factored':
      return missingFactors(term, key)
    case 'simplified':
      return size(term) > size(key) ? 'It can be written in a simpler way.' : undefined
  }
}

function missingExpansion(term: Term): string | undefined {
  const parts = addends(term)
  if (parts.some(hasSumInside)) return 'There are still brackets to multiply out.'
  const monomials = parts.map((part) => [...(quotientOf(part)?.above.terms.keys() ?? [])].join())
  if (new Set(monomials).size < monomials.length) return 'There are like terms to put together.'
  return parts.every(isWorkedOut) ? undefined : 'There are products to work out.'
}

function hasSumInside(part: Term): boolean {
  switch (part.kind) {
    case 'sum':
    case 'difference':
      return true
    case 'number':
    case 'variable':
      return false
    case 'negated':
    case 'function':
      return hasSumInside(part.of)
    case 'power':
      return hasSumInside(part.base)
    default:
      return hasSumInside(part.left) || hasSumInside(part.right)
  }
}

/** One number at most, and each variable once: neither `2*3x` nor `x*x`. */
function isWorkedOut(part: Term): boolean {
  const inside = part.kind === 'negated' ? part.of : part
  const all = leaves(inside)
  const names = all.flatMap((each) => (each.kind === 'variable' ? [each.name] : []))
  return numbers(inside) <= 1 && new Set(names).size === names.length
}

/** How many numbers have not been worked out; a fraction in lowest terms is one. */
function numbers(term: Term): number {
  if (isReducedFraction(term)) return 1
  switch (term.kind) {
    case 'number':
      return 1
    case 'variable':
      return 0
    case 'negated':
    case 'function':
      return numbers(term.of)
    case 'power':
      return numbers(term.base) * 2
    default:
      return numbers(term.left) + numbers(term.right)
  }
}

function isReducedFraction(term: Term): boolean {
  return term.kind === 'quotient' && term.left.kind === 'number' && term.right.kind === 'number' && new Fraction(term.left.value).div(term.right.value).d === term.right.value.n && term.right.value.n !== 1n
}

/** As many factors with a variable in them as the key, and no number left inside one. */
function missingFactors(term: Term, key: Term): string | undefined {
  const [found, wanted] = [factorsWithVariables(term), factorsWithVariables(key)]
  if (found.length < wanted.length) return found.length <= 1 ? 'It is still to be written as a product.' : 'A factor can be split further.'
  return found.some(hasContent) && !wanted.some(hasContent) ? 'A number can still be taken out of a bracket.' : undefined
}

function factorsWithVariables(term: Term): readonly Term[] {
  return factors(term).filter((factor) => !(quotientOf(factor)?.above.isConstant ?? false))
}

function hasContent(factor: Term): boolean {
  const content = quotientOf(factor)?.above.content
  return content !== undefined && !content.equals(1)
}

/** How much is written: numbers and variables, a reduced fraction counts as one, a power as two, a second sign as one more. */
function size(term: Term): number {
  if (isReducedFraction(term)) return 1
  switch (term.kind) {
    case 'number':
    case 'variable':
      return 1
    case 'negated':
      return size(term.of) + secondSign(term.of)
    case 'function':
      return 1 + size(term.of)
    case 'power':
      return 1 + size(term.base)
    default:
      return size(term.left) + size(term.right) + secondSign(term.right)
  }
}

function secondSign(behind: Term): number {
  return behind.kind === 'negated' ? 1 : 0
}
