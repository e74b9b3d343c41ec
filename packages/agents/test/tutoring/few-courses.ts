import type { Course, Item, Skill } from '@tutor/protocol'
import type { Courses } from '../../src/index.ts'

function skill(id: string, title: string): Skill {
  return { id, title, requires: [], explanation: `${title} explained.`, workedExamples: [] }
}

function item(id: string, of: string): Item {
  const hints = { question: 'What is asked?', pointer: 'Look above.', rule: 'Do the same to both sides.', firstStep: 'Subtract 1.' }
  return { id, skill: of, prompt: 'x + 1 = 2', answer: { kind: 'number', value: '1' }, hints, solution: 'x = 1', difficulty: 2 }
}

/** A course of so many skills with one item each. */
export function longCourse(count: number): Course {
  const ids = Array.from({ length: count }, (_, index) => `long/s${index + 1}`)
  return { ...course, id: 'long', title: 'Long', skills: ids.map((id) => skill(id, id)), items: ids.map((id) => item(`${id}/1`, id)) }
}

/** Skills that build on each other, the answer to item n of skill m a number such as 7301. */
export function numbersCourse(skills: number, items: number): Course {
  const ids = Array.from({ length: skills }, (_, index) => `row/s${index + 1}`)
  const itemOf = (of: string, number: number, place: number): Item => {
    const value = String(7000 + 100 * (place + 1) + number)
    return { ...item(`${of}/${number}`, of), prompt: `What is number ${number} of ${of}?`, answer: { kind: 'number', value }, solution: `It is ${value}.` }
  }
  return {
    ...course,
    id: 'row',
    title: 'Row',
    skills: ids.map((id, index) => ({ ...skill(id, id), requires: index === 0 ? [] : [ids[index - 1]!] })),
    items: ids.flatMap((id, place) => Array.from({ length: items }, (_, index) => itemOf(id, index + 1, place))),
  }
}

const course = { version: 1, language: 'en', description: '' }

const equations: Course = {
  ...course,
  id: 'equations',
  title: 'Equations',
  skills: [
    skill('equations/one-step', 'One-step equations'),
    skill('equations/two-step', 'Two-step equations'),
    skill('equations/fractions', 'Équations with fractions'),
  ],
  items: [item('equations/one-step/1', 'equations/one-step'), item('equations/two-step/1', 'equations/two-step')],
}

const numbers: Course = { ...course, id: 'numbers', title: 'Numbers', skills: [skill('numbers/fractions', 'Fractions'), skill('numbers/signs', 'Signs')], items: [] }

/** Two small courses. A full implementation of the seam. */
export class FewCourses implements Courses {
  readonly #courses: readonly Course[]

  constructor(courses: readonly Course[] = [equations, numbers]) {
    this.#courses = courses
  }

  list() {
    return this.#courses.map(({ id, title, version, language, description, skills, items }) => ({
      id, title, version, language, description, skillCount: skills.length, itemCount: items.length,
    }))
  }

  course(courseId: string) {
    return this.#courses.find(({ id }) => id === courseId)
  }

  skill(skillId: string) {
    return this.#courses.flatMap(({ skills }) => skills).find(({ id }) => id === skillId)
  }

  item(itemId: string) {
    return this.#courses.flatMap(({ items }) => items).find(({ id }) => id === itemId)
  }

  items(skillId: string) {
    return this.#courses.flatMap(({ items }) => items).filter((each) => each.skill === skillId)
  }
}
