import type { Hints, Item } from '@tutor/protocol'
import { readKey } from './answer-key.ts'
import type { CourseFile, ItemFile, SkillFile } from './course-file.ts'
import type { CoursePath } from './course-problem.ts'
import { findGiveaway } from './find-giveaway.ts'
import { complainOfTwice, type Complain } from './complain.ts'

export interface PlacedItem {
  readonly item: Item
  readonly path: CoursePath
}

/** The items of a course, in the order of its file; those without a key that can be read are complained of and left out. */
export function readItems(file: CourseFile, complain: Complain): readonly PlacedItem[] {
  return file.skills.flatMap((skill, skillIndex) => {
    const named = skill.items.map((item, index) => ({ item, id: item.id ?? String(index + 1), path: ['skills', skillIndex, 'items', index] as const }))
    complainOfTwice(named.map(({ id, path }) => ({ id, path: [...path, 'id'] })), 'item of this skill', complain)
    const ids = named.map(({ id }) => id)
    return named.flatMap(({ item, id, path }) => {
      const context = { prefix: `${file.id}/${skill.id}`, skill, id, ids }
      const read = readItem(item, context, (inner, message) => complain([...path, ...inner], message))
      return read ? [{ item: read, path }] : []
    })
  })
}

interface ItemContext {
  /** Of the course and the skill. */
  readonly prefix: string
  readonly skill: SkillFile
  readonly id: string
  /** Of all items of the skill. */
  readonly ids: readonly string[]
}

function readItem(file: ItemFile, { prefix, skill, id, ids }: ItemContext, complain: Complain): Item | undefined {
  const reading = readKey(file.answer)
  const hints = readHints(file, skill, complain)
  if ('problems' in reading) {
    for (const { path, message } of reading.problems) complain(['answer', ...path], message)
    return undefined
  }
  const twin = file.twin ?? nextOf(ids, id)
  if (twin !== undefined && (twin === id || !ids.includes(twin))) complain(['twin'], `no other item of this skill has the id “${twin}”`)
  const { key } = reading
  if (key.kind === 'choice') checkChoices(file, key, complain)
  else if (file.choices) complain(['choices'], 'only an answer of the kind { choice: … } has choices')
  if (key.kind === 'points' && key.needed > key.points.length) complain(['answer', 'needed'], `there are ${key.points.length} points`)
  if (!hints) return undefined
  const item: Item = {
    id: `${prefix}/${id}`,
    skill: prefix,
    prompt: file.ask,
    ...(file.choices && { choices: file.choices }),
    answer: key,
    hints,
    solution: file.solution,
    ...(twin !== undefined && { twin: `${prefix}/${twin}` }),
    difficulty: file.difficulty,
  }
  for (const { hint, found } of findGiveaway(item)) complain(['hints', hint], `this hint gives the answer away: “${found}”`)
  return item
}

/** The one behind it, the first behind the last. */
function nextOf(ids: readonly string[], id: string): string | undefined {
  return ids.length < 2 ? undefined : ids[(ids.indexOf(id) + 1) % ids.length]
}

/** Those of the item, and of its skill where the item has none. */
function readHints({ hints }: ItemFile, skill: SkillFile, complain: Complain): Hints | undefined {
  const all = { ...skill.hints, ...hints }
  const { question, pointer, rule, first_step: firstStep } = all
  const missing = (['question', 'pointer', 'rule', 'first_step'] as const).filter((name) => all[name] === undefined)
  if (missing.length > 0) complain(['hints'], `hints are missing here and in the skill: ${missing.join(', ')}`)
  return question === undefined || pointer === undefined || rule === undefined || firstStep === undefined ? undefined : { question, pointer, rule, firstStep }
}

function checkChoices({ choices = {} }: ItemFile, { correct, misconceptions = {} }: { readonly correct: string; readonly misconceptions?: Readonly<Record<string, string>> }, complain: Complain): void {
  const keys = Object.keys(choices)
  if (keys.length < 2) complain(['choices'], 'there have to be two choices or more')
  if (!keys.includes(correct)) complain(['answer', 'choice'], `there is no choice “${correct}”; there are: ${keys.join(', ')}`)
  for (const key of Object.keys(misconceptions)) {
    if (!keys.includes(key) || key === correct) complain(['answer', 'because', key], `“${key}” is no wrong choice`)
  }
}
