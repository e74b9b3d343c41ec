import type { AlgebraKey, Mark } from '@tutor/protocol'
import { marksOf } from '../marks.ts'
import { plainNotation } from '../plain-notation.ts'
import { isSame } from './compare.ts'
import { missingForm } from './form.ts'
import { readTerm } from './read-term.ts'

const mark = marksOf('algebra')

/** @param lenient whether the form is let pass */
export function markAlgebra({ expression, form }: AlgebraKey, answer: string, lenient: boolean): Mark {
  const written = plainNotation(answer).replace(/^[a-z](?:\([a-z]\))?\s*=\s*(?=\S)/i, '')
  const term = readTerm(written)
  if (!term) return mark('invalid', 'Answer with a term: letters, numbers and signs. A power is written with ^.')
  const key = readTerm(plainNotation(expression))!
  const same = isSame(term, key)
  if (same === undefined) return mark('unsure', 'I cannot tell whether this is the same. Write it in a simpler way.')
  if (!same) return mark('wrong', 'That is not the same for all values of the variables. Put a number in, and compare.')
  const missing = form === undefined || lenient ? undefined : missingForm(form, term, key)
  return missing === undefined ? mark('right', 'That is right.') : mark('wrong_form', `It has the right value. ${missing}`)
}

/** Whether two terms are the same, as far as can be told; `unsure` also for what is no term. */
export function compareTerms(left: string, right: string): boolean | 'unsure' {
  const [one, other] = [readTerm(plainNotation(left)), readTerm(plainNotation(right))]
  return (one && other && isSame(one, other)) ?? 'unsure'
}
