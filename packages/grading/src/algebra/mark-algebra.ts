import type { AlgebraKey, Mark } from '@tutor/protocol'
import { withoutLeadIn } from '../lead-in.ts'
import { marksOf } from '../marks.ts'
import { plainNotation, withoutCommas } from '../plain-notation.ts'
import { isSame } from './compare.ts'
import { missingForm } from './form.ts'
import { inVariables } from './in-variables.ts'
import { readTerm } from './read-term.ts'
import { variablesOf, type Term } from './term.ts'

const mark = marksOf('algebra')

/** @param lenient whether the form is let pass */
export function markAlgebra({ expression, form }: AlgebraKey, answer: string, lenient: boolean): Mark {
  const key = readTerm(plainNotation(expression))!
  const written = inVariables(withoutLeadIn(plainNotation(answer)).replace(/^[a-z](?:\([a-z]\))?\s*=\s*(?=\S)/i, ''), variablesOf(key))
  const readings = written === undefined ? [] : withoutCommas(written)
  const terms = readings.flatMap((text) => readTerm(text) ?? [])
  const [first] = terms
  if (!first) return mark('invalid', 'Answer with a term: letters, numbers and signs. A power is written with ^.')
  const term = terms.find((each) => isSame(each, key)) ?? first
  const same = isSame(term, key)
  if (same === undefined) return mark('unsure', 'I cannot tell whether this is the same. Write it in a simpler way.')
  if (!same) return readings.some((text) => isSameBelow(text, key)) ? mark('wrong_form', 'If all that follows the line stands below it, put brackets around it.') : mark('wrong', 'That is not the same for all values of the variables. Put a number in, and compare.')
  const missing = form === undefined || lenient ? undefined : missingForm(form, term, key)
  return missing === undefined ? mark('right', 'That is right.') : mark('wrong_form', `It has the right value. ${missing}`)
}

/** Whether it would be the same if all that follows a line stood below it. */
function isSameBelow(text: string, key: Term): boolean {
  const term = readTerm(text, 'tight')
  return term !== undefined && isSame(term, key) === true
}

/** Whether two terms are the same, as far as can be told; `unsure` also for what is no term. */
export function compareTerms(left: string, right: string): boolean | 'unsure' {
  const [one, other] = [readTerm(plainNotation(left)), readTerm(plainNotation(right))]
  return (one && other && isSame(one, other)) ?? 'unsure'
}
