import type { AnswerKey } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { checkKey } from '../src/index.ts'
import { itemOf } from './items.ts'

function equation(text: string, solutions: readonly string[] | 'all'): AnswerKey {
  return { kind: 'equation', equation: text, variable: 'x', solutions }
}

describe('a key', () => {
  it.each<[string, AnswerKey]>([
    ['a number', { kind: 'number', value: '-3/4', unit: 'km/h' }],
    ['a term in its form', { kind: 'algebra', expression: '3(x + 2)', form: 'factored' }],
    ['an equation and its solution', equation('2(x - 1) = x/3', ['6/5'])],
    ['an equation without a solution', equation('x + 1 = x', [])],
    ['an equation that all numbers solve', equation('2(x + 1) = 2x + 2', 'all')],
    ['two solutions', equation('x^2 = 9', ['3', '-3'])],
  ])('GRADE-42 is right with %s', (_, answer) => {
    expect(checkKey(itemOf(answer))).toBeUndefined()
  })

  it.each<[string, AnswerKey, string]>([
    ['a number that is none', { kind: 'number', value: 'twelve' }, '“twelve” is no number'],
    ['a division by zero', { kind: 'number', value: '1/0' }, 'no number'],
    ['a unit that is none', { kind: 'number', value: '1', unit: '+5' }, '“+5” is no unit'],
    ['a term that is none', { kind: 'algebra', expression: '2x +' }, 'cannot be read as a term'],
    ['a term without its form', { kind: 'algebra', expression: '2(x + 1)', form: 'expanded' }, 'does not have the form'],
    ['an equation that is none', equation('2x + 1', ['3']), 'cannot be read as an equation'],
    ['another variable', equation('2y = 4', ['2']), 'another variable than x: y'],
    ['a wrong solution', equation('2x + 3 = 11', ['5']), 'x = 5 does not solve 2x + 3 = 11'],
    ['a solution that is missing', equation('2x = 4', []), 'has a solution'],
    ['too few solutions', equation('x = x', ['1']), 'Every number solves'],
    ['too many solutions', equation('2x = 4', 'all'), 'Not every number solves'],
    ['a solution twice', equation('2x = 1', ['1/2', '0.5']), 'twice'],
    ['a wording without words', { kind: 'text', accept: ['…'] }, 'no letters'],
  ])('GRADE-42 is told wrong with %s', (_, answer, problem) => {
    expect(checkKey(itemOf(answer))).toContain(problem)
  })
})
