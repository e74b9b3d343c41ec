import type { Course, Item, Skill } from '@tutor/protocol'
import type { CourseProblem, Report } from '../course-problem.ts'
import { meant } from '../shape/closest.ts'
import { courseShape } from '../shape/course-shape.ts'
import { readShape } from '../shape/fields.ts'
import { readSkill, type SkillReading } from './read-skill.ts'
import { skillOrder } from './skill-order.ts'
import { YamlFile } from './yaml-file.ts'

/** A course, or all that is wrong with its file, in the order of the lines. */
export type CourseReading = { readonly course: Course } | { readonly problems: readonly CourseProblem[] }

/** Says what is wrong with an item, where its marking finds something: a key that is not right by itself. */
export type CheckItem = (item: Item) => string | undefined

/** Every skill and every item is read and checked by itself, so that what is wrong in one hides nothing in the others. */
export function readText(text: string, checkItem: CheckItem = () => undefined): CourseReading {
  const file = new YamlFile(text)
  if (file.problems.length > 0) return { problems: listed(file.problems) }
  const problems: CourseProblem[] = []
  const report: Report = (path, message) => void problems.push({ line: file.lineOf(path), message })
  const top = readShape(courseShape, file.data, { path: [], report })
  const { id, skills: entries } = (file.data ?? {}) as { readonly id?: unknown; readonly skills?: unknown }
  const readings = (Array.isArray(entries) ? entries : []).map((entry, index) => readSkill(entry, { courseId: String(id), path: ['skills', index], report, checkItem }))
  const skills = inOrder(readings, report)
  if (!top || !skills || problems.length > 0) return { problems: listed(problems) }
  const { title, version, language, description } = top
  return { course: { id: top.id, title, version, language, description, skills, items: readings.flatMap(({ items }) => items) } }
}

/** More of them help nobody. */
const mostProblems = 100

function listed(problems: readonly CourseProblem[]): readonly CourseProblem[] {
  const ordered = problems.toSorted((one, other) => one.line - other.line)
  const rest = ordered.length - mostProblems
  return rest <= 0 ? ordered : [...ordered.slice(0, mostProblems), { line: ordered[mostProblems]!.line, message: `From here on there are ${rest} more mistakes.` }]
}

/** The skills, each behind those that it requires; none where that cannot be. */
function inOrder(readings: readonly SkillReading[], report: Report): readonly Skill[] | undefined {
  const names = readings.flatMap(({ name }) => name ?? [])
  for (const [index, { name, requires }] of readings.entries()) {
    if (name !== undefined && readings.findIndex((each) => each.name === name) < index) report(['skills', index, 'id'], `There is another skill “${name}” before. Give one of them another id.`)
    for (const [position, required] of requires.entries()) {
      if (!names.includes(required)) report(['skills', index, 'requires', position], `There is no skill “${required}”. ${meant(required, names)}`)
    }
  }
  const order = skillOrder(readings.map(({ name = '', requires, skill }) => ({ id: name, requires, skill })))
  if (!('cycle' in order)) return order.flatMap(({ skill }) => skill ?? [])
  const index = readings.findIndex(({ name }) => name === order.cycle[0])
  report(['skills', index, 'requires'], `The skills require each other in a circle, so that none can come first: ${order.cycle.join(' → ')}. Take one of them out.`)
  return undefined
}
