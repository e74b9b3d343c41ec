import { z } from 'zod'

/** Lowercase words with hyphens, as they stand in addresses. */
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is lowercase words and numbers with hyphens between, such as two-steps').max(60)
const line = z.string().trim().min(1).max(300)
const text = z.string().trim().min(1).max(20_000)
/** What YAML reads as a number or not: `3`, `3/4`, `-0.5`. */
const written = z.union([z.string().trim().min(1).max(100), z.number()]).transform(String)

const form = {
  number: z.enum(['fraction', 'lowest_terms', 'decimal', 'mixed_number', 'percent']),
  algebra: z.enum(['expanded', 'factored', 'simplified']),
}

const point = z.strictObject({
  say: line.describe('the point in words, shown after the answer'),
  words: z.array(z.array(line).min(1)).min(1).describe('groups of words; the point is made where all words of one group are there'),
})

const test = z.strictObject({ give: z.array(z.unknown()), get: z.unknown(), about: line })

/** The ways to write down what the answer is, by their first field. */
export const answerShapes = {
  choice: z.strictObject({ choice: z.string(), because: z.record(z.string(), line).optional() }),
  text: z.strictObject({ text: z.union([line.transform((one) => [one]), z.array(line).min(1)]) }),
  number: z.strictObject({ number: written, unit: line.optional(), form: form.number.optional(), tolerance: z.number().min(0).max(0.5).optional() }),
  algebra: z.strictObject({ algebra: written, form: form.algebra.optional() }),
  solve: z.strictObject({ solve: line, for: z.string().regex(/^[a-zA-Z]$/, 'a variable is one letter').default('x'), solutions: z.union([z.literal('all'), z.literal('none').transform(() => []), z.array(written)]) }),
  points: z.strictObject({ points: z.array(point).min(1), needed: z.int().min(1).optional() }),
  code: z.strictObject({ code: z.string().regex(/^[A-Za-z_$][\w$]*$/, 'the name of the function'), tests: z.array(test).min(1) }),
} as const

export type AnswerShape = keyof typeof answerShapes

const hints = z.strictObject({ question: line.optional(), pointer: line.optional(), rule: text.optional(), first_step: text.optional() })

const item = z.strictObject({
  id: z.union([id, z.int().min(1)]).transform(String).optional(),
  ask: text,
  choices: z.record(z.string().regex(/^[a-z]$/, 'a choice is named by one small letter'), line).optional(),
  answer: z.unknown().refine((answer) => answer !== undefined && answer !== null, 'every item needs its answer'),
  hints: hints.default({}),
  solution: text,
  twin: z.union([id, z.int()]).transform(String).optional(),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
})

const skill = z.strictObject({
  id,
  title: line,
  requires: z.array(id).default([]),
  explanation: text,
  examples: z.array(z.strictObject({ task: text, steps: z.array(text).min(1) })).min(1, 'every skill needs a worked example'),
  hints: hints.default({}),
  items: z.array(item).min(1, 'every skill needs an item'),
})

/** A course as its file has it. */
export const courseFile = z.strictObject({
  format: z.literal(1),
  id,
  title: line,
  version: z.int().min(1).default(1),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'a language is written as in en or pt-BR').default('en'),
  description: text,
  skills: z.array(skill).min(1).max(200),
})

export type CourseFile = z.output<typeof courseFile>
export type SkillFile = CourseFile['skills'][number]
export type ItemFile = SkillFile['items'][number]
