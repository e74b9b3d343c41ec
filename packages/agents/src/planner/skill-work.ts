import type { Skill } from '@tutor/protocol'
import { requiredBy, skillsLeft } from '../tutoring/next-skill.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { dayOf } from './calendar.ts'
import type { SkillWork } from './schedule.ts'

/** A skill as a plan sees it: in its course. */
interface Placed {
  readonly skill: Skill
  readonly courseSkills: readonly Skill[]
}

/** All skills in the order in which they can be learned: course by course, each as its file has them. */
function placed({ courses }: Pick<Tutoring, 'courses'>): readonly Placed[] {
  return courses.list().flatMap(({ id }) => {
    const courseSkills = courses.course(id)?.skills ?? []
    return courseSkills.map((skill) => ({ skill, courseSkills }))
  })
}

/** The wanted skills and all that they build on, in the order in which they can be learned. */
export function withRequired(tutoring: Pick<Tutoring, 'courses'>, wanted: readonly string[]): readonly string[] {
  const all = placed(tutoring)
  const needed = new Set(wanted)
  for (const { skill, courseSkills } of all) if (wanted.includes(skill.id)) for (const id of requiredBy(skill, courseSkills)) needed.add(id)
  return all.map(({ skill }) => skill.id).filter((id) => needed.has(id))
}

/** What is left to do for each skill, as it is known now. Skills that no course has any more are left out. */
export function workOf(tutoring: Tutoring, skills: readonly string[]): readonly SkillWork[] {
  const now = tutoring.now()
  const open = new Set(tutoring.courses.list().flatMap(({ id }) => {
    const course = tutoring.courses.course(id)
    return course ? skillsLeft(tutoring, course).map((skill) => skill.id) : []
  }))
  const dueAt = new Map(tutoring.learner.reviews(now).map((review) => [review.skill, review.dueAt]))
  const chosen = placed(tutoring).filter(({ skill }) => skills.includes(skill.id))
  const requirements = chosen.map(({ skill, courseSkills }) => requiredBy(skill, courseSkills))
  return chosen.map(({ skill: { id } }) => {
    const due = dueAt.get(id)
    const minutes = open.has(id) ? minutesFor(tutoring, id) : 0
    const neededBy = requirements.filter((required) => required.has(id)).length
    return { skill: id, minutes, ...(due !== undefined && minutes === 0 && { reviewOn: dayOf(due) }), neededBy }
  })
}

/** Five minutes of explanation and two for each item, 10 to 20 in all; two thirds of it where a good part is known. */
function minutesFor(tutoring: Tutoring, skill: string): number {
  const whole = Math.min(20, Math.max(10, 5 + 2 * tutoring.courses.items(skill).length))
  const { status, probability } = tutoring.learner.mastery(skill, tutoring.now())
  const isBegun = status === 'forgotten' || (status === 'learning' && probability >= 0.5)
  return isBegun ? Math.ceil((whole * 2) / 3) : whole
}
