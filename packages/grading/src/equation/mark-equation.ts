import { Fraction } from 'fraction.js'
import type { EquationKey, Mark } from '@tutor/protocol'
import { Polynomial } from '../algebra/polynomial.ts'
import { inVariables } from '../algebra/in-variables.ts'
import { variablesOf } from '../algebra/term.ts'
import { withoutLeadIn } from '../lead-in.ts'
import { marksOf } from '../marks.ts'
import { plainNotation, withoutCommas } from '../plain-notation.ts'
import { commonMistakes } from './mistakes.ts'
import { readEquation, zeroForm, type Equation } from './read-equation.ts'
import { readSolutions, type Solutions } from './read-solutions.ts'

const mark = marksOf('equation')

const unity: Polynomial | undefined = Polynomial.constant(new Fraction(1))

/** What solves the equation is right; a step on the way, another equation that the same solves, is `progress`. */
export function markEquation(key: EquationKey, answer: string): Mark {
  const text = withoutLeadIn(plainNotation(answer))
  const last = lastStep(text)
  // `3,5` is two numbers, or three and a half.
  const readings = [...new Set([text, last].flatMap((each) => [each, ...withoutCommas(each)]))].map((each) => readSolutions(each, key.variable))
  const marks = readings.flatMap((solutions) => (solutions ? [markSolutions(key, solutions)] : []))
  if (marks.length > 0) return marks.find(({ verdict }) => verdict === 'right') ?? marks[0]!
  const step = readStep(last, key.variable)
  if (!step) return mark('invalid', `Answer with what ${key.variable} is, “${key.variable} =” and a number, or with your next step, an equation.`)
  if (asWritten(last) === asWritten(plainNotation(key.equation))) return mark('invalid', 'That is the equation that you are to solve. What is your first step?')
  return markStep(key, step)
}

/** The equations of a step: of `x - 1 = 0 or x + 4 = 0` both. @returns none where a part is no equation */
function readStep(text: string, variable: string): readonly Equation[] | undefined {
  const parts = text.split(';').findLast((each) => each.includes('='))?.split(/\s(?:or|∨)\s/i) ?? []
  const equations = parts.flatMap((part) => {
    const written = inVariables(part, new Set([variable]))
    return written === undefined ? [] : (withoutCommas(written).map(readEquation).find((each) => each !== undefined) ?? [])
  })
  return equations.length > 0 && equations.length === parts.length ? equations : undefined
}

function asWritten(text: string): string {
  return text.replace(/[\s*]/g, '').toLowerCase()
}

/** Of several steps, one a line, the last. */
function lastStep(text: string): string {
  return text.split(/\n|[⇒⇔→⟹⟺∴]|=>|->|\bso\b|\bthen\b|\btherefore\b/).findLast((line) => line.includes('=')) ?? text
}

function markSolutions(key: EquationKey, given: Solutions): Mark {
  const wanted = key.solutions === 'all' ? 'all' : key.solutions.map((each) => new Fraction(each))
  if (given === 'all' || wanted === 'all') {
    return given === wanted ? mark('right', 'That is right: it is true whatever the number is.') : mark('wrong', given === 'all' ? 'Try two numbers. Is it true for both?' : 'Try another number. Is it true for that one, too?')
  }
  const wrong = given.find((each) => !wanted.some((solution) => solution.equals(each)))
  if (wrong) return mark('wrong', wrongValue(key, wrong))
  if (given.length === wanted.length) return mark('right', wanted.length === 0 ? 'That is right: nothing solves it.' : 'That is right.')
  return given.length === 0 ? mark('wrong', 'There is a number that solves it.') : mark('progress', 'That solves it. Is it all that does?')
}

function wrongValue(key: EquationKey, value: Fraction): string {
  const check = `Put ${key.variable} = ${value.toFraction()} into the equation: the sides are not equal.`
  const made = mistakesOf(key).find(({ zero }) => zero.degree > 0 && zero.at(key.variable, value).isZero)
  return made ? `${check} ${made.feedback}` : check
}

function markStep(key: EquationKey, step: readonly Equation[]): Mark {
  if (!step.every((each) => isAboutVariable(each, key.variable))) return mark('invalid', `Write an equation with ${key.variable} alone for a variable.`)
  const zero = step.map(zeroForm).reduce((product, each) => each && product?.multiply(each), unity)
  if (!zero) return mark('unsure', 'I cannot tell whether this step is right. Make a smaller one.')
  if (isEquivalent(key, zero)) return mark('progress', 'That step is right: the same numbers solve it. Go on.')
  const made = mistakesOf(key).find((each) => (each.zero.degree > 0 ? zero.isMultipleOf(each.zero) : !zero.isZero && zero.equals(each.zero)))
  return mark('wrong', `That step changes what solves the equation. ${made?.feedback ?? 'Do the same to both sides, one thing at a time.'}`)
}

function isAboutVariable({ left, right }: Equation, variable: string): boolean {
  return [left, right].every((side) => [...variablesOf(side)].every((name) => name === variable))
}

/** Whether the same solves it, and nothing else. */
function isEquivalent({ equation, variable, solutions }: EquationKey, zero: Polynomial): boolean {
  if (solutions === 'all') return zero.isZero
  if (solutions.length === 0) return zero.isConstant && !zero.isZero
  const original = zeroForm(readEquation(plainNotation(equation))!)
  if (original && !original.isZero && zero.isMultipleOf(original)) return true
  // Of no higher degree than it has solutions, so that it can have no others.
  return !zero.isZero && zero.degree <= solutions.length && solutions.every((each) => zero.at(variable, new Fraction(each)).isZero)
}

function mistakesOf({ equation }: EquationKey): ReturnType<typeof commonMistakes> {
  const read = readEquation(plainNotation(equation))
  return read ? commonMistakes(read) : []
}
