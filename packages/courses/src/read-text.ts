import type { Course, Item, Skill } from '@tutor/protocol'
import { orderSkills } from './order-skills.ts'
import { courseFile, type CourseFile } from './course-file.ts'
import { complainOfTwice, type Complain } from './complain.ts'
import type { CoursePath, CourseProblem } from './course-problem.ts'
import { CourseSource } from './course-source.ts'
import { readItems } from './read-items.ts'
import type { z } from 'zod'

/** A course, or all that is wrong with its file. */
export type CourseReading = { readonly course: Course } | { readonly problems: readonly CourseProblem[] }

/** Says what is wrong with an item, where its marking finds something: a key that is not right by itself. */
export type CheckItem = (item: Item) => string | undefined

/** Reads a course's file, YAML as docs/courses.md describes it. Everything that is wrong is told at once, in the order of the lines. */
export function readText(text: string, checkItem: CheckItem = () => undefined): CourseReading {
  const source = new CourseSource(text)
  if (source.problems.length > 0) return { problems: source.problems }
  const read = courseFile.safeParse(source.value)
  const problems: CourseProblem[] = []
  const complain: Complain = (path, message) => problems.push(source.problem(path, message))
  if (!read.success) {
    for (const issue of read.error.issues) complainOfIssue(issue, complain)
    return { problems: inOrder(problems) }
  }
  const course = assemble(read.data, { complain, checkItem })
  return problems.length > 0 ? { problems: inOrder(problems) } : { course }
}

function assemble(file: CourseFile, { complain, checkItem }: { readonly complain: Complain; readonly checkItem: CheckItem }): Course {
  const { id, title, version, language, description } = file
  const skills = file.skills.map(({ id: skill, title: name, requires, explanation, examples }): Skill => ({
    id: `${id}/${skill}`,
    title: name,
    requires: requires.map((each) => `${id}/${each}`),
    explanation,
    workedExamples: examples,
  }))
  complainOfTwice(file.skills.map((skill, index) => ({ id: skill.id, path: ['skills', index, 'id'] })), 'skill', complain)
  const items = readItems(file, complain)
  for (const { item, path } of items) {
    const wrong = checkItem(item)
    if (wrong !== undefined) complain([...path, 'answer'], wrong)
  }
  return { id, title, version, language, description, skills: orderSkills(file, skills, complain), items: items.map(({ item }) => item) }
}

function complainOfIssue(issue: z.core.$ZodIssue, complain: Complain): void {
  const path = issue.path as CoursePath
  if (issue.code !== 'unrecognized_keys') return complain(path, `${path.at(-1) ?? 'the file'}: ${issue.message}`)
  for (const key of issue.keys) complain([...path, key], `“${key}” is no field here`)
}

function inOrder(problems: readonly CourseProblem[]): readonly CourseProblem[] {
  return problems.toSorted((a, b) => a.line - b.line)
}
