import { Fraction } from 'fraction.js'
import type { Mark, NumberForm, NumberKey } from '@tutor/protocol'
import { withoutLeadIn } from '../lead-in.ts'
import { marksOf } from '../marks.ts'
import { plainNotation } from '../plain-notation.ts'
import { inDigits } from './in-digits.ts'
import { readCompound } from './read-compound.ts'
import { readNumber, type WrittenNumber } from './read-number.ts'
import { isSameMeasure, readUnit, type Unit } from './units.ts'

const mark = marksOf('number')

const forms: Readonly<Record<NumberForm, { readonly is: (number: WrittenNumber) => boolean; readonly asked: string }>> = {
  fraction: { is: ({ notation }) => notation === 'fraction' || notation === 'integer', asked: 'as a fraction' },
  lowest_terms: { is: ({ notation, reduced }) => (notation === 'fraction' && reduced) || notation === 'integer', asked: 'as a fraction in lowest terms' },
  decimal: { is: ({ notation }) => notation === 'decimal' || notation === 'integer', asked: 'as a decimal' },
  mixed_number: { is: ({ notation, reduced }) => (notation === 'mixed_number' && reduced) || notation === 'integer', asked: 'as a mixed number in lowest terms' },
  percent: { is: ({ notation }) => notation === 'percent', asked: 'in percent, with the sign %' },
}

/** @param lenient whether form and unit are let pass, and small errors */
export function markNumber(key: NumberKey, answer: string, lenient: boolean): Mark {
  const text = inDigits(withoutLeadIn(plainNotation(answer)).replace(/^(?:[a-z]\w*\s*)?(?:=|≈|~)\s*/i, '')).replace(/^(€|\$|£)\s*(.*)$/, '$2 $1')
  const compound = key.unit === undefined ? undefined : readCompound(text)
  const numbers = compound ? [compound] : readNumber(text)
  if (numbers.length === 0) return mark('invalid', 'Answer with a number: a whole one, a decimal or a fraction.')
  const marks = numbers.map((number) => markReading(key, number, lenient))
  return order.flatMap((verdict) => marks.find((each) => each.verdict === verdict) ?? [])[0]!
}

/** Of two readings of one number the better counts. */
const order: readonly Mark['verdict'][] = ['right', 'wrong_form', 'progress', 'unsure', 'wrong', 'invalid']

function markReading(key: NumberKey, number: WrittenNumber, lenient: boolean): Mark {
  if (/\b(?:or|and)\b|[;=]|\d/.test(number.rest.replace(/\^?-?\d/g, ''))) return mark('invalid', 'Answer with one number.')
  const value = new Fraction(key.value)
  return key.unit === undefined ? markPlain({ key, value, lenient }, number) : markMeasured({ key, value, lenient }, number)
}

interface Wanted {
  readonly key: NumberKey
  readonly value: Fraction
  readonly lenient: boolean
}

function markPlain(wanted: Wanted, number: WrittenNumber): Mark {
  // A word behind it is let pass (“5 apples”), a formula is not a number.
  if (/[-+*/^()]/.test(number.rest)) return mark('invalid', 'Work it out, and answer with one number.')
  if (!isClose(number.value, wanted)) return isBarePercent(wanted, number) ? inForm(wanted.key.form!) : mark('wrong', 'That is not it.')
  return markForm(wanted, number)
}

function markMeasured(wanted: Wanted, number: WrittenNumber): Mark {
  const unit = readUnit(wanted.key.unit!)!
  if (number.rest === '') {
    if (!isClose(number.value, wanted)) return mark('wrong', 'That is not it. Mind the unit, too.')
    return wanted.lenient ? mark('right', 'That is right, but for the unit.') : mark('wrong_form', 'The number is right. In which unit is it? Answer with both.')
  }
  const given = readUnit(number.rest)
  if (!given) return mark('invalid', `“${number.rest.slice(0, 40)}” is no unit that I know.`)
  if (!isSameMeasure(given, unit)) return mark('wrong', `“${number.rest.slice(0, 40)}” does not measure what is asked for.`)
  if (!isClose(number.value.mul(given.factor).div(unit.factor), wanted)) return mark('wrong', wrongMeasure(given, unit))
  return markForm(wanted, number)
}

function wrongMeasure(given: Unit, unit: Unit): string {
  return given.factor.equals(unit.factor) ? 'The unit fits, the number does not.' : 'The unit can be used, but the number does not fit it.'
}

function markForm({ key: { form }, lenient }: Wanted, number: WrittenNumber): Mark {
  return form === undefined || lenient || forms[form].is(number) ? mark('right', 'That is right.') : inForm(form)
}

function inForm(form: NumberForm): Mark {
  return mark('wrong_form', `The value is right. Write it ${forms[form].asked}.`)
}

/** `25` where 25 % is asked for. */
function isBarePercent({ key: { form }, value }: Wanted, number: WrittenNumber): boolean {
  return form === 'percent' && number.notation !== 'percent' && number.value.div(100).equals(value)
}

function isClose(given: Fraction, { key: { tolerance = 0 }, value, lenient }: Wanted): boolean {
  const allowed = new Fraction(lenient ? Math.max(tolerance, 0.01) : tolerance).mul(value.abs())
  return given.sub(value).abs().lte(allowed)
}
