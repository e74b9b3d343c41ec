import type { NumberKey } from '@tutor/protocol'
import { isClose, readFormula } from './formula.ts'
import type { Fragment, Side } from './fragments.ts'
import { isAll, pointsAhead, pointsBack, saysWhatWasAsked, statesAhead, type LeakTest } from './leak-test.ts'
import { numbersFromWords } from './number-words.ts'
import { plainMath } from './plain-math.ts'
import type { Shown, Statement } from './statement.ts'

/** A leak of a number is any notation of it, and any sum that comes to it, where it is more than a number of the task. */
export function numberLeak({ value, tolerance, form }: Pick<NumberKey, 'value' | 'tolerance' | 'form'>): LeakTest {
  const wanted = readNumber(value)
  if (wanted === undefined) return () => false
  const values = form === 'percent' ? [wanted, wanted * 100, wanted / 100] : [wanted]
  const pieces = new Pieces(value)
  return (said, shown) =>
    said.fragments.some((fragment) => fragment.sides.some((side) => values.some((each) => isSame(side, each, tolerance)) && tells({ said, fragment, side }, shown))) ||
    (Number.isInteger(wanted) && isBetween(said, wanted)) ||
    pieces.areComplete(said)
}

export function readNumber(text: string): number | undefined {
  const formula = readFormula(numbersFromWords(plainMath(text)).replaceAll('~', ''))
  const value = formula?.variables.size === 0 ? formula.at({}) : undefined
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

function isSame({ formula, text }: Side, wanted: number, tolerance = 0): boolean {
  if (formula.variables.size > 0) return false
  const value = formula.at({})
  if (isClose(value, wanted, Math.max(1e-9, tolerance))) return true
  const decimals = /^-?\d*\.(\d{2,})$/.exec(text)?.[1]?.length
  return decimals !== undefined && Math.abs(value - wanted) <= 0.51 * 10 ** -decimals
}

function tells({ said, fragment, side }: { readonly said: Statement; readonly fragment: Fragment; readonly side: Side }, shown: Shown): boolean {
  const other = fragment.sides.find((each) => each.formula.variables.size > 0)
  if (other) return isAbout(other, shown) && !shown.hasFormula(fragment.text)
  if (shown.hasFormula(side.text) && /[-+*/]/.test(side.text.slice(1))) return false
  const before = fragment.sides[0] === side ? fragment.before : '='
  if (pointsAhead.test(before) || namesVariable(before, shown) || saysWhatWasAsked(before, shown) || pointsBack.test(fragment.after)) return true
  if (isAll(said, fragment.text)) return true
  if (side.spelled) return statesAhead.test(before)
  // One that was shown is found out before: this is another notation, or another sum.
  return /[-+*/^]/.test(side.text.slice(1)) || !shown.hasNumber(side.formula.at({}))
}

/** A variable alone, one of the task's where the task has any. */
function isAbout({ text }: Side, { variables }: Shown): boolean {
  return text.length === 1 && (variables.size === 0 || variables.has(text))
}

function namesVariable(before: string, { variables }: Shown): boolean {
  const name = /\b([a-z])(?: (?:is|equals|must be|has to be|should be|would be|comes to|stands for|as)| ?[:=])(?: (?:just|exactly|equal to))* *$/.exec(before)?.[1]
  return name !== undefined && variables.has(name)
}

function isBetween({ plain }: Statement, wanted: number): boolean {
  const [, low, high] = /\bbetween ~?(-?\d+) and ~?(-?\d+)/.exec(plain) ?? []
  return low !== undefined && Number(low) === wanted - 1 && Number(high) === wanted + 1
}

const digitNames = /\b(?:digit|numerator|denominator|ends? (?:with|in)|starts? with|begins? with|top|bottom|first|second|last)\b[^.]*?(?:is|be|with|in|:|=)\s*~?(\d)\b/g

/** An answer that is told digit by digit, or numerator and denominator. */
class Pieces {
  readonly #missing: Set<string>

  constructor(value: string) {
    this.#missing = new Set(value.match(/\d/g))
    if ((value.match(/\d/g) ?? []).length < 2) this.#missing.add('more than one digit')
  }

  areComplete({ plain }: Statement): boolean {
    const before = this.#missing.size
    for (const [, digit] of plain.matchAll(digitNames)) this.#missing.delete(digit!)
    return before > 0 && this.#missing.size === 0
  }
}
