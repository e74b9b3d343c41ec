import type { Term } from './term.ts'

/** Of the field in which terms are computed. */
const prime = 2n ** 61n - 1n
/** Where they are computed; more than one since a term can be undefined at one, or equal there by chance. */
const places = [1_162_261_467_812_347_901n, 847_288_609_443_911_117n, 1_977_326_743_100_050_201n]

/**
 * Whether two terms differ for certain: equal terms have equal values in every field where they are defined. It takes a
 * moment, however long their products are when they are multiplied out.
 */
export function differ(one: Term, other: Term): boolean {
  return places.some((place) => {
    const [left, right] = [residue(one, place), residue(other, place)]
    return left !== undefined && right !== undefined && left !== right
  })
}

/** @returns none for roots and absolute values, and where it is not defined */
function residue(term: Term, place: bigint): bigint | undefined {
  switch (term.kind) {
    case 'number':
      return quotient(mod(term.value.s * term.value.n), mod(term.value.d))
    case 'variable':
      return mod(place * power(31n, BigInt(term.name.codePointAt(0)!)))
    case 'function':
      return undefined
    case 'negated': {
      const of = residue(term.of, place)
      return of === undefined ? undefined : mod(-of)
    }
    case 'power': {
      const base = residue(term.base, place)
      if (base === undefined) return undefined
      const raised = power(base, BigInt(Math.abs(term.exponent)))
      return term.exponent < 0 ? quotient(1n, raised) : raised
    }
    default:
      return joined(term.kind, residue(term.left, place), residue(term.right, place))
  }
}

function joined(kind: 'sum' | 'difference' | 'product' | 'quotient', left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  if (left === undefined || right === undefined) return undefined
  switch (kind) {
    case 'sum':
      return mod(left + right)
    case 'difference':
      return mod(left - right)
    case 'product':
      return mod(left * right)
    case 'quotient':
      return quotient(left, right)
  }
}

function quotient(above: bigint, below: bigint): bigint | undefined {
  return below === 0n ? undefined : mod(above * power(below, prime - 2n))
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let left = exponent, square = base; left > 0n; left >>= 1n, square = mod(square * square)) if (left & 1n) result = mod(result * square)
  return result
}

function mod(value: bigint): bigint {
  const rest = value % prime
  return rest < 0n ? rest + prime : rest
}
