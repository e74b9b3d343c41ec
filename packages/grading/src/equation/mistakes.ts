import type { Fraction } from 'fraction.js'
import type { Polynomial } from '../algebra/polynomial.ts'
import { quotientOf } from '../algebra/quotient.ts'
import { addends, negate, type Term } from '../algebra/term.ts'
import { zeroForm, type Equation } from './read-equation.ts'

export interface Mistake {
  /** What has to be zero in the equation that the mistake leads to. */
  readonly zero: Polynomial
  readonly feedback: string
}

/** The mistakes that learners make most with an equation, each with what it leads to. */
export function commonMistakes(equation: Equation): readonly Mistake[] {
  const found = [...wrongSigns(equation), ...halfBrackets(equation), ...halfDivisions(equation)]
  return found.flatMap(({ left, right, feedback }) => {
    const zero = zeroForm({ left, right })
    return zero ? [{ zero, feedback }] : []
  })
}

interface Wrong extends Equation {
  readonly feedback: string
}

/** A part was brought to the other side, and kept its sign. */
function wrongSigns({ left, right }: Equation): readonly Wrong[] {
  const feedback = 'When a part changes sides its sign changes too: do the same on both sides.'
  const moved = (from: Term, to: Term): readonly Equation[] => addends(from).map((part) => ({ left: sum(from, negate(part)), right: sum(to, part) }))
  return [...moved(left, right), ...moved(right, left)].map((each) => ({ ...each, feedback }))
}

/** `2(x + 3)` became `2x + 3`. */
function halfBrackets({ left, right }: Equation): readonly Wrong[] {
  const feedback = 'What stands before a bracket multiplies every part in it, not only the first.'
  return [
    ...withHalfBracket(left).map((each) => ({ left: each, right, feedback })),
    ...withHalfBracket(right).map((each) => ({ left, right: each, feedback })),
  ]
}

/** One side was divided by what stands at the variable, the other was not. */
function halfDivisions(equation: Equation): readonly Wrong[] {
  const feedback = 'Divide both sides, and every part of them, by the same number.'
  return [equation.left, equation.right].flatMap((side) => coefficients(side)).flatMap((by) => {
    const divided = (term: Term): Term => ({ kind: 'quotient', left: term, right: { kind: 'number', value: by } })
    return [
      { left: divided(equation.left), right: equation.right, feedback },
      { left: equation.left, right: divided(equation.right), feedback },
    ]
  })
}

function coefficients(side: Term): readonly Fraction[] {
  const polynomial = quotientOf(side)?.above
  if (!polynomial) return []
  return [...polynomial.terms].flatMap(([monomial, coefficient]) => (monomial === '' || coefficient.equals(1) ? [] : [coefficient]))
}

function withHalfBracket(term: Term): readonly Term[] {
  const inside = term.kind === 'negated' ? withHalfBracket(term.of).map(negate) : []
  if (term.kind === 'sum' || term.kind === 'difference') {
    return [...withHalfBracket(term.left).map((left) => ({ ...term, left })), ...withHalfBracket(term.right).map((right) => ({ ...term, right }))]
  }
  if (term.kind !== 'product') return inside
  const { left: factor, right: bracket } = term
  return bracket.kind === 'sum' || bracket.kind === 'difference' ? [{ ...bracket, left: { kind: 'product', left: factor, right: bracket.left } }] : inside
}

function sum(left: Term, right: Term): Term {
  return { kind: 'sum', left, right }
}
