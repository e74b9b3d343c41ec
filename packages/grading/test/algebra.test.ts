import type { AnswerKey, Verdict } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { Grading } from '../src/index.ts'
import { itemOf, markOf } from './items.ts'

interface Case {
  readonly answer: string
  readonly verdict: Verdict
  readonly feedback?: string | undefined
}

type Row = readonly [answer: string, verdict: Verdict, feedback?: string]

function marks(key: AnswerKey, rows: readonly Row[]): void {
  const cases = rows.map(([answer, verdict, feedback]): Case => ({ answer, verdict, feedback }))
  it.each(cases)(`${JSON.stringify(key).slice(0, 90)}: $answer is $verdict`, async ({ answer, verdict, feedback }) => {
    const mark = await markOf(itemOf(key), answer)
    expect({ verdict: mark.verdict, feedback: mark.feedback }).toEqual({ verdict, feedback: feedback === undefined ? expect.any(String) : expect.stringContaining(feedback) })
  })
}

describe('GRADE-10 GRADE-11 GRADE-13 terms', () => {
  marks({ kind: 'algebra', expression: '3x + 6' }, [
    ['3x+6', 'right'], ['6 + 3x', 'right'], ['3(x+2)', 'right'], ['3*x + 2*3', 'right'], ['(6x+12)/2', 'right'], ['3X+6', 'right'], ['y = 3x + 6', 'right'],
    ['3x', 'wrong'], ['3x - 6', 'wrong'], ['three x', 'invalid'], ['3x + = 6', 'invalid'], ['', 'invalid'],
  ])
  marks({ kind: 'algebra', expression: 'x^2/4' }, [['x²/4', 'right'], ['(x/2)^2', 'right'], ['0.25x^2', 'right'], ['1/4 x²', 'right'], ['x**2/4', 'right'], ['x^2/2', 'wrong']])
  marks({ kind: 'algebra', expression: '(x^2-1)/(x-1)' }, [['x + 1', 'right'], ['x - 1', 'wrong']])
  marks({ kind: 'algebra', expression: 'sqrt(x^2)' }, [['|x|', 'right'], ['abs(x)', 'right'], ['x', 'wrong'], ['√(x^2)', 'right']])
  marks({ kind: 'algebra', expression: 'x^2 + 5x + 6', form: 'expanded' }, [
    ['x^2+5x+6', 'right'], ['6 + 5x + x²', 'right'], ['(x+2)(x+3)', 'wrong_form', 'brackets'], ['x^2+2x+3x+6', 'wrong_form', 'like terms'], ['x*x+5x+6', 'wrong_form', 'work out'], ['x^2+5x+5', 'wrong'],
  ])
  marks({ kind: 'algebra', expression: '2(x+1)(x+3)', form: 'factored' }, [
    ['2(x+3)(x+1)', 'right'], ['(x+1)*2*(x+3)', 'right'], ['(2x+2)(x+3)', 'wrong_form', 'taken out'], ['2x^2+8x+6', 'wrong_form', 'product'], ['2(x^2+4x+3)', 'wrong_form'], ['-2(-x-1)(x+3)', 'right'],
  ])
  marks({ kind: 'algebra', expression: '(x-2)^2', form: 'factored' }, [['(x-2)(x-2)', 'right'], ['(x-2)²', 'right'], ['(2-x)^2', 'right'], ['x^2-4x+4', 'wrong_form']])
  marks({ kind: 'algebra', expression: '3x + 7', form: 'simplified' }, [['7+3x', 'right'], ['x+x+x+7', 'wrong_form', 'simpler'], ['(6x+14)/2', 'wrong_form'], ['3x+7+0', 'wrong_form']])
  marks({ kind: 'algebra', expression: 'x/2', form: 'simplified' }, [['1/2x', 'right'], ['0.5x', 'right'], ['2x/4', 'wrong_form']])

  marks({ kind: 'algebra', expression: 'x/2 + a' }, [['½x + A', 'right'], ['I think a + \\frac{1}{2}x', 'right'], ['2 1/2', 'wrong'], ['no idea', 'invalid'], ['sin(x)', 'invalid']])
  marks({ kind: 'algebra', expression: '5x/2' }, [['2 1/2 x', 'right'], ['2½x', 'right'], ['2,5x', 'right'], ['2 5x', 'invalid']])
  marks({ kind: 'algebra', expression: 'x/(ab)' }, [['x/ab', 'wrong_form', 'brackets'], ['x/a/b', 'right']])

  it('GRADE-12 two terms of the learner are compared, as far as can be told', () => {
    const compareTerms = (left: string, right: string) => new Grading().compare(left, right)
    expect(compareTerms('2(x+1)', '2x+2')).toBe(true)
    expect(compareTerms('2(x+1)', '2x+1')).toBe(false)
    expect(compareTerms('2(x+1)', 'two')).toBe(false)
    expect(compareTerms('2(x+1', '2x')).toBe('unsure')
    expect(compareTerms('sqrt(0-x^2-1)', '1')).toBe('unsure')
  })
})

describe('GRADE-15 GRADE-16 equations', () => {
  const key: AnswerKey = { kind: 'equation', equation: '3(x + 2) = x + 10', variable: 'x', solutions: ['2'] }
  marks(key, [
    ['x = 2', 'right'], ['2', 'right'], ['2 = x', 'right'], ['X=2', 'right'], ['4/2', 'right'],
    ['x = 3', 'wrong', 'Put x = 3'], ['x = 4', 'wrong', 'every part in it'], ['no solution', 'wrong', 'There is a number'], ['x = 2 or x = 3', 'wrong'],
    ['3x + 6 = x + 10', 'progress', 'Go on'], ['2x + 6 = 10', 'progress'], ['2x = 4', 'progress'], ['x + 2 = (x + 10)/3', 'progress'], ['3x + 6 = x + 10\n2x = 4', 'progress'],
    ['3x + 2 = x + 10', 'wrong', 'multiplies every part'], ['4x + 6 = 10', 'wrong', 'sign'], ['2x = 16', 'wrong'], ['x + 2 = x + 10', 'wrong', 'Divide both sides'],
    ['3(x+2)=x+10', 'invalid', 'first step'], ['3*(x + 2) = x + 10', 'invalid'], ['2y = 4', 'invalid', 'x alone'], ['help', 'invalid'], ['2x', 'invalid'],
  ])
  marks({ kind: 'equation', equation: 'x^2 = 9', variable: 'x', solutions: ['3', '-3'] }, [
    ['x = 3 or x = -3', 'right'], ['3, -3', 'right'], ['±3', 'right'], ['{-3; 3}', 'right'], ['x=3', 'progress', 'all'], ['x = 9', 'wrong'], ['x^2 - 9 = 0', 'progress'], ['(x-3)(x+3)=0', 'progress'], ['x - 3 = 0 or x + 3 = 0', 'progress'], ['x - 3 = 0 or x + 4 = 0', 'wrong'], ['x1 = 3 x2 = -3', 'right'], ['x_{1} = 3, x_{2} = -3', 'right'], ['x = \\pm 3', 'right'], ['x^2 - 9 = 0 → x = ±3', 'right'], ['x = 2; x = 3', 'wrong'], ['x - 3 = 0', 'wrong'],
  ])
  marks({ kind: 'equation', equation: '2x + 1 = 2x + 3', variable: 'x', solutions: [] }, [['no solution', 'right'], ['There is no solution.', 'right'], ['none', 'right'], ['0', 'wrong'], ['1 = 3', 'progress'], ['all numbers', 'wrong']])
  marks({ kind: 'equation', equation: '2(x+1) = 2x + 2', variable: 'x', solutions: 'all' }, [['all numbers', 'right'], ['infinitely many solutions', 'right'], ['true for every x', 'right'], ['x = 1', 'wrong'], ['2x + 2 = 2x + 2', 'progress'], ['no solution', 'wrong']])
  marks({ kind: 'equation', equation: '4x = 2', variable: 'x', solutions: ['1/2'] }, [['x = 0.5', 'right'], ['1/2', 'right'], ['½', 'right'], ['0,5', 'right'], ['2', 'wrong']])
})

describe('GRADE-10 terms made at random', () => {
  const random = drawn(7)
  const same: readonly ((term: string) => string)[] = [(t) => `(${t}) + y - y`, (t) => `2(${t}) - (${t})`, (t) => `(${t})(x+7)/(x+7)`, (t) => `-(-(${t}))`, (t) => `\\frac{6(${t})}{6}`]
  const other: readonly ((term: string) => string)[] = [(t) => `(${t}) + 1`, (t) => `(${t}) + x/100`, (t) => `-(${t}) - 1/7`]

  function term(depth: number): string {
    if (depth === 0) return random(['x', 'y', '3', '0.5', '1/3'])
    const [left, right] = [term(depth - 1), term(depth - 1)]
    return random([`(${left}+${right})`, `(${left}-${right})`, `(${left})(${right})`, `(${left})^3`, `(${left})/(2+x^2)`])
  }

  it('are the same when they are written in another way, and not when something is added', () => {
    const grading = new Grading()
    for (let count = 0; count < 150; count++) {
      const written = term(1 + (count % 3))
      const [equal, different] = [random(same)(written), random(other)(written)]
      expect(grading.compare(written, equal), `${written} and ${equal}`).toBe(true)
      expect(grading.compare(written, different), `${written} and ${different}`).toBe(false)
    }
  })
})

/** Draws from a list, the same each time. */
function drawn(seed: number): <T>(list: readonly T[]) => T {
  let state = seed
  return (list) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return list[Math.floor((state / 2 ** 32) * list.length)]!
  }
}
