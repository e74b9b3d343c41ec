import { areEqual, quotientOf } from './quotient.ts'
import { differ } from './residue.ts'
import { agree } from './samples.ts'
import type { Term } from './term.ts'

/** Whether two terms are equal wherever both are defined; exactly where that is possible. @returns none where it cannot be told */
export function isSame(one: Term, other: Term): boolean | undefined {
  if (differ(one, other)) return false
  const [left, right] = [quotientOf(one), quotientOf(other)]
  const exactly = left && right && areEqual(left, right)
  return exactly ?? agree(one, other)
}
