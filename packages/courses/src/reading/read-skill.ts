import type { Item, Skill } from '@tutor/protocol'
import type { CoursePath, Report } from '../course-problem.ts'
import { meant } from '../shape/closest.ts'
import { hintFields, skillShape } from '../shape/course-shape.ts'
import { readShape } from '../shape/fields.ts'
import { readItem } from './read-item.ts'
import type { CheckItem } from './read-text.ts'

/** Where in the file a part stands, and what its reader needs besides. */
export interface ReadingPlace {
  readonly courseId: string
  readonly path: CoursePath
  readonly report: Report
  readonly checkItem: CheckItem
}

export interface SkillReading {
  /** Its id in the file, where it has one. */
  readonly name: string | undefined
  /** As far as they can be read, ids in the file. */
  readonly requires: readonly string[]
  /** None where it has mistakes, which are reported. */
  readonly skill: Skill | undefined
  readonly items: readonly Item[]
}

export function readSkill(entry: unknown, place: ReadingPlace): SkillReading {
  const { courseId, path, report } = place
  const read = readShape(skillShape, entry, place)
  const raw = (typeof entry === 'object' && entry !== null ? entry : {}) as { readonly requires?: unknown; readonly items?: unknown; readonly hints?: unknown }
  const name = nameIn(entry, 'id')
  const requires = Array.isArray(raw.requires) ? raw.requires.filter((each) => typeof each === 'string') : []
  const hints = readShape(hintFields.default({}), raw.hints, { path: [...path, 'hints'], report })
  const skillId = `${courseId}/${name}`
  const entries: readonly unknown[] = Array.isArray(raw.items) ? raw.items : []
  const names = entries.map((each, index) => nameIn(each, 'id') ?? String(index + 1))
  const items = withTwins(entries.flatMap((each, index) => readItem(each, { ...place, path: [...path, 'items', index], skillId, name: names[index]!, hints }) ?? []))
  checkNames(names, entries, place)
  if (!read) return { name, requires, skill: undefined, items }
  const { title, explanation, examples } = read
  return { name, requires, skill: { id: skillId, title, requires: requires.map((each) => `${courseId}/${each}`), explanation, workedExamples: examples }, items }
}

/** A name that an entry has under this key; none where it has no such thing. */
function nameIn(entry: unknown, key: 'id' | 'twin'): string | undefined {
  const name = typeof entry === 'object' && entry !== null ? (entry as { readonly id?: unknown; readonly twin?: unknown })[key] : undefined
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined
}

/** Where no twin is named it is the next item, the first one after the last; one that is answered in the same way, where there is one. */
function withTwins(items: readonly Item[]): readonly Item[] {
  return items.map((item, index) => {
    const others = [...items.slice(index + 1), ...items.slice(0, index)]
    const twin = item.twin ?? (others.find(({ answer }) => answer.kind === item.answer.kind) ?? others[0])?.id
    return twin === undefined ? item : { ...item, twin }
  })
}

function checkNames(names: readonly string[], entries: readonly unknown[], { path, report }: ReadingPlace): void {
  for (const [index, name] of names.entries()) {
    const item = [...path, 'items', index]
    if (names.indexOf(name) < index) report([...item, 'id'], `There is another item “${name}” before in this skill. Give one of them another id.`)
    const twin = nameIn(entries[index], 'twin')
    const others = names.filter((each) => each !== name)
    if (twin === undefined || others.includes(twin)) continue
    report([...item, 'twin'], twin === name ? `An item is no twin of itself. ${meant('', others)}` : `There is no item “${twin}” in this skill. ${meant(twin, others)}`)
  }
}
