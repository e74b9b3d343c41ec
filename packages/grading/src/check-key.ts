import { Fraction } from 'fraction.js'
import type { AlgebraKey, EquationKey, Item, NumberKey } from '@tutor/protocol'
import { missingForm } from './algebra/form.ts'
import { readTerm } from './algebra/read-term.ts'
import { readEquation, zeroForm } from './equation/read-equation.ts'
import { readUnit } from './number/units.ts'
import { plainNotation } from './plain-notation.ts'
import { plainWords } from './plain-words.ts'

/**
 * Says what is wrong with a key: why no answer could be marked by it, or that it marks itself wrong.
 *
 * @returns none where it is right as far as can be told without running code
 */
export function checkKey({ answer }: Item): string | undefined {
  switch (answer.kind) {
    case 'number':
      return numberProblem(answer)
    case 'algebra':
      return algebraProblem(answer)
    case 'equation':
      return equationProblem(answer)
    case 'text':
      return answer.accept.some((each) => plainWords(each) === '') ? 'A wording that is accepted has no letters and no digits.' : undefined
    default:
      return undefined
  }
}

function numberProblem({ value, unit }: NumberKey): string | undefined {
  if (!isNumber(value)) return `“${value}” is no number. Write one such as 12, -0.5 or 3/4.`
  return unit !== undefined && !readUnit(unit) ? `“${unit}” is no unit. Write one such as m, km/h or apples.` : undefined
}

function algebraProblem({ expression, form }: AlgebraKey): string | undefined {
  const term = readTerm(plainNotation(expression))
  if (!term) return `“${expression}” cannot be read as a term. Write one such as 2x + 3 or (x - 1)/4.`
  const missing = form && missingForm(form, term, term)
  return missing === undefined ? undefined : `The key does not have the form that it asks for (${form}). ${missing}`
}

function equationProblem({ equation, variable, solutions }: EquationKey): string | undefined {
  const read = readEquation(plainNotation(equation))
  if (!read) return `“${equation}” cannot be read as an equation. Write one such as 2x + 3 = 11.`
  const zero = zeroForm(read)
  if (!zero) return undefined
  const others = [...zero.variables].filter((name) => name !== variable)
  if (others.length > 0) return `The equation has another variable than ${variable}: ${others.join(', ')}. Ask for a term instead: answer: {algebra: …}.`
  if (solutions === 'all') return zero.isZero ? undefined : `Not every number solves ${equation}. Solve it anew.`
  const wrong = solutions.find((each) => !isNumber(each) || !zero.at(variable, new Fraction(each)).isZero)
  if (wrong !== undefined) return `${variable} = ${wrong} does not solve ${equation}. Solve it anew.`
  if (zero.isZero) return `Every number solves ${equation}. Write solutions: all.`
  if (new Set(solutions.map((each) => new Fraction(each).toFraction())).size < solutions.length) return 'A solution is there twice. Keep one of them.'
  return zero.degree === 1 && solutions.length === 0 ? `${equation} has a solution. Solve it anew.` : undefined
}

function isNumber(text: string): boolean {
  try {
    return new Fraction(text).d > 0n
  } catch {
    return false
  }
}
