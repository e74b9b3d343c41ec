import type { Course, CourseSummary, Item, Skill } from '@tutor/protocol'

/** Checked courses, to be found by the ids of what is in them. Never changes. */
export class CourseShelf {
  readonly #courses: ReadonlyMap<string, Course>
  readonly #skills: ReadonlyMap<string, Skill>
  readonly #items: ReadonlyMap<string, Item>
  readonly #itemsOf: ReadonlyMap<string, readonly Item[]>

  /** @param courses whose ids, and those of their skills and items, are unique over all of them */
  constructor(courses: readonly Course[]) {
    const items = courses.flatMap((course) => course.items)
    this.#courses = new Map(courses.map((course) => [course.id, course]))
    this.#skills = new Map(courses.flatMap(({ skills }) => skills.map((skill) => [skill.id, skill])))
    this.#items = new Map(items.map((item) => [item.id, item]))
    this.#itemsOf = Map.groupBy(items, ({ skill }) => skill)
  }

  list(): readonly CourseSummary[] {
    return [...this.#courses.values()].map(({ skills, items, ...about }) => ({ ...about, skillCount: skills.length, itemCount: items.length }))
  }

  course(courseId: string): Course | undefined {
    return this.#courses.get(courseId)
  }

  skill(skillId: string): Skill | undefined {
    return this.#skills.get(skillId)
  }

  item(itemId: string): Item | undefined {
    return this.#items.get(itemId)
  }

  /** Of one skill, in the order of the file. */
  items(skillId: string): readonly Item[] {
    return this.#itemsOf.get(skillId) ?? []
  }
}
