import { describe, expect, it } from 'vitest'
import type { AnswerKey, Verdict } from '@tutor/protocol'
import { Grading } from '../src/index.ts'
import { itemOf, markOf } from './items.ts'

interface Case {
  readonly answer: string
  readonly verdict: Verdict
  readonly feedback?: string | undefined
}

type Row = readonly [answer: string, verdict: Verdict, feedback?: string]

/** Choices of the items that have some. */
const choices = new Map<AnswerKey, Readonly<Record<string, string>>>()

function marks(key: AnswerKey, rows: readonly Row[]): void {
  const cases = rows.map(([answer, verdict, feedback]): Case => ({ answer, verdict, feedback }))
  it.each(cases)(`${JSON.stringify(key).slice(0, 90)}: $answer is $verdict`, async ({ answer, verdict, feedback }) => {
    const mark = await markOf(itemOf(key, choices.get(key)), answer)
    expect({ verdict: mark.verdict, feedback: mark.feedback }).toEqual({ verdict, feedback: feedback === undefined ? expect.any(String) : expect.stringContaining(feedback) })
  })
}

describe('GRADE-1 choices', () => {
  const key: AnswerKey = { kind: 'choice', correct: 'b', misconceptions: { a: 'Signs do not add up.' } }
  choices.set(key, { a: 'The positive one', b: 'The negative one', c: 'Neither' })
  marks(key, [
    ['b', 'right'],
    ['(B)', 'right'],
    ['b.', 'right'],
    ['option b', 'right'],
    ['The negative one', 'right'],
    ['a', 'wrong', 'Signs do not add up.'],
    ['c', 'wrong'],
    ['d', 'invalid', 'a, b, c'],
    ['b and c', 'invalid'],
    ['   ', 'invalid'],
  ])
  const signs: AnswerKey = { kind: 'choice', correct: 'a' }
  choices.set(signs, { a: '-x', b: 'x' })
  marks(signs, [['-x', 'right'], ['x', 'wrong']])
})

describe('GRADE-2 words', () => {
  marks({ kind: 'text', accept: ['distributive property', 'distributive law'] }, [
    ['The Distributive Property.', 'right'],
    ['distributive  law', 'right'],
    ['distributve law', 'unsure', 'spelling'],
    ['commutative law', 'wrong'],
    ['!?', 'invalid'],
    ['x'.repeat(301), 'invalid', '300'],
  ])
  marks({ kind: 'text', accept: ['heat'] }, [['meat', 'wrong'], ['Heat', 'right']])
  marks({ kind: 'text', accept: ['éclair'] }, [['eclair', 'right']])
})

describe('GRADE-3 GRADE-4 GRADE-5 numbers', () => {
  marks({ kind: 'number', value: '1/2' }, [
    ['0.5', 'right'], ['1/2', 'right'], ['2/4', 'right'], ['½', 'right'], ['50 %', 'right'], ['0,5', 'right'], ['.5', 'right'], ['5e-1', 'right'], ['x = 0.5', 'right'],
    ['0.51', 'wrong'], ['-0.5', 'wrong'], ['half', 'invalid'], ['1/0', 'invalid'], ['0.5 or 2', 'invalid'], ['1 - 0.5', 'invalid', 'Work it out'],
  ])
  marks({ kind: 'number', value: '-7/3' }, [['−7/3', 'right'], ['-2 1/3', 'right'], ['7/-3', 'right'], ['-2⅓', 'right'], ['7/3', 'wrong'], ['-2.333', 'wrong']])
  marks({ kind: 'number', value: '1234.5' }, [['1,234.5', 'right'], ['1.234,5', 'right'], ["1'234.5", 'right'], ['1 234,5', 'right'], ['1.2345 * 10^3', 'right'], ['1.2345 × 10³', 'right']])
  marks({ kind: 'number', value: '1234' }, [['1,234', 'right'], ['1234 apples', 'right']])
  marks({ kind: 'number', value: '3/4', form: 'lowest_terms' }, [['3/4', 'right'], ['6/8', 'wrong_form', 'lowest terms'], ['0.75', 'wrong_form'], ['5/8', 'wrong']])
  marks({ kind: 'number', value: '7/4', form: 'mixed_number' }, [['1 3/4', 'right'], ['7/4', 'wrong_form'], ['1 6/8', 'wrong_form']])
  marks({ kind: 'number', value: '0.25', form: 'percent' }, [['25%', 'right'], ['25 percent', 'right'], ['0.25', 'wrong_form', 'percent'], ['25', 'wrong_form'], ['2.5 %', 'wrong']])
  marks({ kind: 'number', value: '0.4', form: 'decimal' }, [['0.4', 'right'], ['2/5', 'wrong_form', 'decimal']])
  marks({ kind: 'number', value: '90', unit: 'km/h' }, [
    ['90 km/h', 'right'], ['25 m/s', 'right'], ['90 kilometres per hour', 'right'], ['90 kph', 'right'], ['1.5 km/min', 'right'],
    ['90', 'wrong_form', 'unit'], ['90 m/s', 'wrong', 'does not fit'], ['80 km/h', 'wrong', 'the number does not'], ['90 km', 'wrong', 'does not measure'], ['80', 'wrong', 'unit, too'],
  ])
  marks({ kind: 'number', value: '12', unit: 'cm^2' }, [['12 cm²', 'right'], ['12 square centimetres', 'right'], ['0.0012 m^2', 'right'], ['12 cm', 'wrong']])
  marks({ kind: 'number', value: '7.50', unit: '€' }, [['€7.50', 'right'], ['7.5 euros', 'right'], ['750 cents', 'right']])
  marks({ kind: 'number', value: '2.5', unit: 'h' }, [
    ['2 h 30 min', 'right'], ['2h30min', 'right'], ['2 hours and 30 minutes', 'right'], ['2 h 20 min', 'wrong'], ['1 h 90 min', 'right'], ['30 min 2 h', 'invalid'], ['2 h 30 kg', 'invalid'], ['two hours', 'wrong'],
  ])
  marks({ kind: 'number', value: '3', unit: 'apples' }, [['3 apples', 'right'], ['three apples', 'right'], ['1 apple 2 apples', 'invalid'], ['3 pears', 'wrong']])
  marks({ kind: 'number', value: '9.81', unit: 'm/s^2', tolerance: 0.01 }, [['9.8 m/s²', 'right'], ['9.8 N/kg', 'right'], ['9.6 m/s^2', 'wrong']])
})

describe('GRADE-6 what stands around an answer', () => {
  marks({ kind: 'number', value: '-5/2' }, [['I think it is -2.5.', 'right'], ['The answer is **-5/2**', 'right'], ['$-\\frac{5}{2}$', 'right'], ['-2\\tfrac12', 'right'], ['so about minus 2.5', 'right'], ['\\frac{-5}{2}', 'right']])
  marks({ kind: 'number', value: '90', unit: 'km/h' }, [['90\\,\\text{km/h}', 'right'], ['25~\\mathrm{m/s}', 'right'], ['$90\\ \\mathrm{km}/\\mathrm{h}$', 'right']])
  marks({ kind: 'number', value: '90', unit: '°' }, [['90^\\circ', 'right'], ['90^{\\circ}', 'right'], ['90 degrees', 'right']])
  marks({ kind: 'number', value: '0.15', form: 'percent' }, [['15\\%', 'right']])
  marks({ kind: 'text', accept: ['osmosis'] }, [['It’s osmosis!', 'right'], ['so', 'wrong']])
  marks({ kind: 'number', value: '5', unit: '$' }, [['$5', 'right'], ['5 $', 'right']])
})

describe('GRADE-20 key points', () => {
  const key: AnswerKey = {
    kind: 'points',
    needed: 2,
    points: [
      { text: 'Both sides stay equal', words: [['both', 'sides'], ['each', 'side'], ['balance']] },
      { text: 'The same is done to them', words: [['same']] },
      { text: 'The solution does not change', words: [['solution', 'not', 'change'], ['same', 'solution']] },
    ],
  }
  marks(key, [
    ['You do the same thing to both sides, so it stays balanced.', 'right', 'Both sides stay equal; The same is done to them'],
    ['Because an equation is like a balance.', 'unsure', '1 of the 2'],
    ['You must not do the same to both sides.', 'unsure', 'not'],
    ['Because the teacher says so in class.', 'wrong'],
    ['dunno', 'invalid'],
    ['...', 'invalid'],
  ])
})

describe('whatever is answered', () => {
  const hostile = ['9^9^9^9', `${'('.repeat(5_000)}1`, '('.repeat(140), '-'.repeat(150) + '1', `((x^12)^12)^12`, '(a+b+c+d+e+f)^12*(g+h+i+j)^12', '\0', '=', '∞', '1'.repeat(150), '0x10', 'constructor', '__proto__', 'x='.repeat(50), '{2,3', '1/0', 'x=1/0', 'sqrt', '|', '||', '1e999']
  const keys: readonly AnswerKey[] = [
    { kind: 'number', value: '3' },
    { kind: 'number', value: '3', unit: 'km/h' },
    { kind: 'algebra', expression: '2x+1', form: 'expanded' },
    { kind: 'equation', equation: '2x + 1 = 7', variable: 'x', solutions: ['3'] },
    { kind: 'choice', correct: 'a' },
    { kind: 'text', accept: ['a'] },
    { kind: 'points', needed: 1, points: [{ text: 'p', words: [['p']] }] },
  ]
  it.each(keys)('GRADE-40 is marked, never right, and at once: $kind', async (key) => {
    for (const answer of hostile) {
      const started = process.threadCpuUsage()
      expect((await markOf(itemOf(key, { a: 'yes', b: 'no' }), answer)).verdict, answer.slice(0, 40)).not.toBe('right')
      const { user, system } = process.threadCpuUsage(started)
      expect((user + system) / 1_000, answer.slice(0, 40)).toBeLessThan(100)
    }
  })
})

describe('a second opinion', () => {
  const second = async (key: AnswerKey, answer: string) => (await new Grading().secondOpinion(itemOf(key), answer, new AbortController().signal)).verdict
  it('GRADE-41 lets form, unit, spelling and rounding pass, and nothing that is wrong', async () => {
    expect(await second({ kind: 'number', value: '3/4', form: 'lowest_terms' }, '6/8')).toBe('right')
    expect(await second({ kind: 'number', value: '90', unit: 'km/h' }, '90')).toBe('right')
    expect(await second({ kind: 'number', value: '3.14159' }, '3.14')).toBe('right')
    expect(await second({ kind: 'number', value: '3.14159' }, '3.5')).toBe('wrong')
    expect(await second({ kind: 'text', accept: ['distributive law'] }, 'distributve law')).toBe('right')
    expect(await second({ kind: 'algebra', expression: 'x^2+2x+1', form: 'factored' }, 'x^2+2x+1')).toBe('right')
    expect(await second({ kind: 'algebra', expression: 'x^2+2x+1', form: 'factored' }, 'x^2+x+1')).toBe('wrong')
  })
})
