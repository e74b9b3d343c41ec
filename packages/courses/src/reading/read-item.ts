import type { AnswerKey, Hints, Item } from '@tutor/protocol'
import type { z } from 'zod'
import { hintFields, hintList, itemShape } from '../shape/course-shape.ts'
import { readShape } from '../shape/fields.ts'
import { readAnswer } from '../shape/read-answer.ts'
import { findGiveaway } from './find-giveaway.ts'
import type { ReadingPlace } from './read-skill.ts'

export interface ItemPlace extends ReadingPlace {
  readonly skillId: string
  /** Its id in the file. */
  readonly name: string
  /** Of the skill; none where those have mistakes themselves. */
  readonly hints: z.output<typeof hintFields> | undefined
}

/** @returns none where it has mistakes, which are reported */
export function readItem(entry: unknown, place: ItemPlace): Item | undefined {
  const { skillId, name, path, report, checkItem } = place
  const read = readShape(itemShape, entry, place)
  // What is wrong with these is told also where the whole is not right.
  const parts = typeof entry === 'object' && entry !== null ? (entry as Readonly<Record<string, unknown>>) : {}
  const hints = readHints(parts['hints'], place)
  const answer = readKey(parts, place)
  if (!read || !answer) return undefined
  const { ask, choices, solution, difficulty, twin } = read
  const item: Item = {
    id: `${skillId}/${name}`,
    skill: skillId,
    prompt: ask,
    ...(choices && { choices }),
    answer,
    hints: hints ?? noHints,
    solution,
    ...(twin !== undefined && { twin: `${skillId}/${twin}` }),
    difficulty,
  }
  const wrong = checkItem(item)
  if (wrong !== undefined) report([...path, 'answer'], wrong)
  for (const { hint, found } of findGiveaway(item)) report([...path, 'hints', hint], `The hint “${hint}” gives the answer away: “${found}”. Lead on to it, and leave it for the solution.`)
  return hints && item
}

const noHints: Hints = { question: '', pointer: '', rule: '', firstStep: '' }

function readKey({ answer, choices }: Readonly<Record<string, unknown>>, { path, report }: ItemPlace): AnswerKey | undefined {
  if (answer === undefined || answer === null) return undefined
  return readAnswer(answer, typeof choices === 'object' && choices !== null ? (choices as NonNullable<Item['choices']>) : undefined, { path: [...path, 'answer'], report })
}

function readHints(hints: unknown, { path, report, hints: shared }: ItemPlace): Hints | undefined {
  const place = { path: [...path, 'hints'], report }
  if (Array.isArray(hints)) {
    const list = readShape(hintList, hints, place)
    return list && { question: list[0], pointer: list[1], rule: list[2], firstStep: list[3] }
  }
  const own = readShape(hintFields.default({}), hints, place)
  if (!own || !shared) return undefined
  const { question = shared.question, pointer = shared.pointer, rule = shared.rule, first_step: firstStep = shared.first_step } = own
  const missing = Object.entries({ question, pointer, rule, first_step: firstStep }).flatMap(([name, hint]) => (hint === undefined ? [name] : []))
  if (missing.length > 0) report(place.path, `Hints are missing: ${missing.join(', ')}. Give them to the item, or to its skill for all of its items.`)
  return question === undefined || pointer === undefined || rule === undefined || firstStep === undefined ? undefined : { question, pointer, rule, firstStep }
}
