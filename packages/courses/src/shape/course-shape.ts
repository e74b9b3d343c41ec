import { z } from 'zod'
import { fields, name, text } from './fields.ts'

const list = <Entry extends z.ZodType>(entry: Entry, most: number) => z.array(entry).min(1).max(most)

/** The top of the file. Skills and items are read one by one, so that a mistake in one hides none in the others. */
export const courseShape = fields({
  format: z.literal(1, { error: 'It is 1, the version of this format.' }),
  id: name,
  title: text(120),
  version: z.int().min(1).max(1_000_000).default(1),
  language: text(35)
    .refine((value) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(value), { error: 'It is a language tag, such as en or pt-BR.' })
    .default('en'),
  description: text(1_000),
  skills: list(z.unknown(), 200),
})

const exampleShape = fields({ task: text(), steps: list(text(), 20) })

/** Those of a skill are its items' where they have none of their own. */
export const hintFields = fields({ question: text(1_000).optional(), pointer: text(1_000).optional(), rule: text(1_000).optional(), first_step: text(1_000).optional() })

export const skillShape = fields({
  id: name,
  title: text(120),
  requires: z.array(name).max(20).default([]),
  explanation: text(20_000),
  examples: list(exampleShape, 10),
  hints: z.unknown().optional(),
  items: list(z.unknown(), 200),
})

/** The four hints one after the other. */
export const hintList = z.tuple([text(1_000), text(1_000), text(1_000), text(1_000)], { error: 'It is a list of four hints: a question, where to look, the rule, the first step.' })

export const itemShape = fields({
  id: name.optional(),
  ask: text(),
  choices: z.record(z.string().regex(/^[a-z]$/), text(500), { error: 'It has the choices, each behind its letter: a small one, from a on.' }).optional(),
  answer: z.unknown().refine((value) => value !== undefined && value !== null, { error: 'An item needs its key, such as answer: 12 km/h, or answer: { choice: b }.' }),
  hints: z.unknown().optional(),
  solution: text(),
  twin: name.optional(),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: 'It is 1 (easy), 2 (as the skill asks) or 3 (hard).' }).default(2),
})
