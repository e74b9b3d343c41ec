import type { Fraction } from 'fraction.js'

/** What was written, before anything is done with it. */
export type Term =
  | { readonly kind: 'number'; readonly value: Fraction }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negated'; readonly of: Term }
  | { readonly kind: 'sum' | 'difference' | 'product' | 'quotient'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'power'; readonly base: Term; readonly exponent: number }
  | { readonly kind: 'function'; readonly name: 'sqrt' | 'abs'; readonly of: Term }

/** The parts of a sum, each with its sign in it. */
export function addends(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'sum':
      return [...addends(term.left), ...addends(term.right)]
    case 'difference':
      return [...addends(term.left), ...addends(term.right).map(negate)]
    case 'negated':
      return addends(term.of).map(negate)
    default:
      return [term]
  }
}

/** The parts of a product, those of its powers as often as they stand for. The sign is left out. */
export function factors(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'product':
      return [...factors(term.left), ...factors(term.right)]
    case 'negated':
      return factors(term.of)
    case 'power':
      return term.exponent > 0 ? Array.from({ length: term.exponent }, () => factors(term.base)).flat() : [term]
    default:
      return [term]
  }
}

export function negate(term: Term): Term {
  return term.kind === 'negated' ? term.of : { kind: 'negated', of: term }
}

/** Its numbers and variables. */
export function leaves(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'number':
    case 'variable':
      return [term]
    case 'negated':
    case 'function':
      return leaves(term.of)
    case 'power':
      return leaves(term.base)
    default:
      return [...leaves(term.left), ...leaves(term.right)]
  }
}

export function variablesOf(term: Term): ReadonlySet<string> {
  return new Set(leaves(term).flatMap((each) => (each.kind === 'variable' ? [each.name] : [])))
}
