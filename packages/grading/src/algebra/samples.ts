import type { Term } from './term.ts'

/** Values for variables, one set after the other; neither whole nor of one sign, so that nothing is equal by chance. */
const sets = [0.7310585, 2.4142135, 5.0990195, -1.6180339, -0.4142135, 3.7416573, 9.3273790, -4.1231056]
/** As many have to be defined for both to compare them. */
const fewest = 3

/**
 * Whether two terms are equal wherever both are defined, by computing them in some places. For terms that cannot be
 * compared exactly: roots, absolute values.
 *
 * @returns none where they are defined in too few places
 */
export function agree(one: Term, other: Term): boolean | undefined {
  const pairs = sets.map((start) => [valueOf(one, start), valueOf(other, start)] as const).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b))
  if (pairs.length < fewest) return undefined
  return pairs.every(([a, b]) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)))
}

/** Each variable has a value of its own in each set. */
function valueOf(term: Term, start: number): number {
  switch (term.kind) {
    case 'number':
      return term.value.valueOf()
    case 'variable':
      return start + ((term.name.codePointAt(0)! * 0.6180339) % 1)
    case 'negated':
      return -valueOf(term.of, start)
    case 'power':
      return valueOf(term.base, start) ** term.exponent
    case 'function':
      return term.name === 'sqrt' ? Math.sqrt(valueOf(term.of, start)) : Math.abs(valueOf(term.of, start))
    case 'sum':
      return valueOf(term.left, start) + valueOf(term.right, start)
    case 'difference':
      return valueOf(term.left, start) - valueOf(term.right, start)
    case 'product':
      return valueOf(term.left, start) * valueOf(term.right, start)
    case 'quotient':
      return valueOf(term.left, start) / valueOf(term.right, start)
  }
}
