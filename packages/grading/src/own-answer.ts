import { Fraction } from 'fraction.js'
import type { Item, NumberKey } from '@tutor/protocol'

/** What somebody answers who knows the key; to what has no single answer, the solution. A key that is right is marked right by it. */
export function ownAnswer({ answer, solution }: Item): string {
  switch (answer.kind) {
    case 'choice':
      return answer.correct
    case 'text':
      return answer.accept[0]!
    case 'number':
      return numberText(answer)
    case 'algebra':
      return answer.expression
    case 'equation':
      if (answer.solutions === 'all') return 'all numbers'
      return answer.solutions.map((value) => `${answer.variable} = ${value}`).join(' or ') || 'no solution'
    case 'points':
    case 'code':
      return solution
  }
}

/** In the form that is asked for. */
function numberText({ value, form, unit = '' }: NumberKey): string {
  const number = new Fraction(value)
  const text = {
    fraction: () => number.toFraction(),
    lowest_terms: () => number.toFraction(),
    mixed_number: () => number.toFraction(true),
    decimal: () => String(number.valueOf()),
    percent: () => `${number.mul(100).valueOf()} %`,
  }
  return `${form === undefined ? value : text[form]()} ${unit}`.trim()
}
