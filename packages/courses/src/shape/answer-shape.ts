import { z } from 'zod'
import type { AlgebraForm, AnswerKey, NumberForm } from '@tutor/protocol'
import { fields, text } from './fields.ts'

const numberForms = ['fraction', 'lowest_terms', 'decimal', 'mixed_number', 'percent'] as const satisfies readonly NumberForm[]
const algebraForms = ['expanded', 'factored', 'simplified'] as const satisfies readonly AlgebraForm[]

/** One text or a list of them. */
const texts = z.union([text(300).transform((one) => [one]), z.array(text(300)).min(1).max(50)], { error: 'It is a text, or a list of texts.' })

const numeral = text(60).refine((value) => /^[-+]?\d+(?:\.\d+)?(?:\/\d*[1-9]\d*)?$/.test(value), { error: 'It is no number. Write one such as 12, -0.5 or 3/4, with a point for the decimals.' })

const solutions = z.union([z.literal('all'), z.literal('none').transform((): string[] => []), numeral.transform((one) => [one]), z.array(numeral).max(12)], {
  error: 'It is a list of numbers, such as [3] or [-1/2, 2], or none, or all.',
})

const words = z.array(z.array(text(100)).min(1), { error: 'It is a list of groups of words, such as [[heat, expand], [warm, longer]].' }).min(1).max(50)

const point = fields({ say: text(300), words })

const test = fields({
  give: z.array(z.unknown(), { error: 'It is the list of arguments, such as [2, 3].' }).max(20),
  get: z.unknown().refine((value) => value !== undefined, { error: 'Say what the function gives back for these arguments.' }),
  about: text(200),
})

const identifier = text(60).refine((value) => /^[A-Za-z_$][\w$]*$/.test(value), { error: 'It is the name of a JavaScript function, such as sumOf.' })

/** How each kind of key is written out, by the field that says which kind it is. */
export const answerShapes = {
  choice: fields({ choice: text(20), because: z.record(z.string(), text(1_000)).optional() }).transform(({ choice, because }): AnswerKey => ({ kind: 'choice', correct: choice, ...(because && { misconceptions: because }) })),
  text: fields({ text: texts }).transform(({ text: accept }): AnswerKey => ({ kind: 'text', accept })),
  number: fields({ number: numeral, unit: text(40).optional(), tolerance: z.number().min(0).max(0.5).optional(), form: z.enum(numberForms).optional() }).transform(({ number, ...more }): AnswerKey => ({ kind: 'number', value: number, ...given(more) })),
  algebra: fields({ algebra: text(200), form: z.enum(algebraForms).optional() }).transform(({ algebra, ...more }): AnswerKey => ({ kind: 'algebra', expression: algebra, ...given(more) })),
  solve: fields({ solve: text(200), for: text(1).optional(), solutions }).transform(({ solve, for: variable = onlyLetter(solve), solutions: solved }): AnswerKey => ({ kind: 'equation', equation: solve, variable, solutions: solved })),
  points: fields({ points: z.array(point).min(1).max(20), needed: z.int().min(1).optional() }).transform(({ points, needed }): AnswerKey => ({
    kind: 'points',
    points: points.map(({ say, words: groups }) => ({ text: say, words: groups })),
    needed: needed ?? points.length,
  })),
  code: fields({ code: identifier, tests: z.array(test).min(1, { error: 'A function needs one test at least.' }).max(50) }).transform(({ code, tests }): AnswerKey => ({ kind: 'code', functionName: code, tests: tests.map(({ give, get, about }) => ({ arguments: give, returns: get, about })) })),
} as const

/** What was left out is not there at all. */
function given<Fields extends object>(all: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }
}

/** The variable of an equation that has only one; nothing where there are several. */
function onlyLetter(equation: string): string {
  const letters = new Set(equation.match(/[a-z]/gi))
  return letters.size === 1 ? [...letters][0]! : ''
}
