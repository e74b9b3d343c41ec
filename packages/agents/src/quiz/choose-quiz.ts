import { TutorError, type Course, type QuizPurpose } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import type { Items } from '../tutoring/items.ts'
import { findKnownSkill, nameSkill } from '../tutoring/known-skills.ts'
import { nextSkill } from '../tutoring/next-skill.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { ItemChoice } from './choose-items.ts'

export interface QuizRequest {
  readonly purpose: QuizPurpose
  /** Ids, titles or parts of them. */
  readonly skills?: readonly string[] | undefined
  readonly courseId?: string | undefined
  readonly count?: number | undefined
  readonly help?: boolean | undefined
}

interface ChosenQuiz {
  /** `made` for questions from the learner's documents. */
  readonly courseId: string
  /** At least one. */
  readonly items: readonly string[]
}

/** Items of a quiz or a review, unless told; an exam has one of each skill, within bounds. */
const usualCount = { quiz: 6, review: 10, leastOfExam: 10, mostOfExam: 20 } as const

/** What a new quiz asks. @throws TutorError `course_unknown`, `skill_unknown`, `items_none` */
export async function chooseQuiz(teaching: Teaching, items: Items, { purpose, skills = [], courseId, count }: QuizRequest): Promise<ChosenQuiz> {
  const choice = new ItemChoice(items, teaching.learner)
  const wanted = skills.map((skill) => (skill.startsWith('made/') ? skill : findKnownSkill(teaching, skill).id))
  const ofCourse = wanted.find((skill) => !skill.startsWith('made/'))
  if (wanted.length > 0 && ofCourse === undefined) {
    const all = purpose === 'lesson' ? await choice.lesson(wanted[0]!) : await choice.mixed(wanted, count ?? usualCount.quiz)
    return { courseId: 'made', items: some(teaching, all, wanted) }
  }
  const course = chosenCourse(teaching, ofCourse === undefined ? courseId : ofCourse.slice(0, ofCourse.indexOf('/')))
  switch (purpose) {
    case 'diagnostic':
      return { courseId: course.id, items: some(teaching, await choice.diagnostic(course, teaching.now()), []) }
    case 'lesson': {
      const skill = wanted[0] ?? nextSkill(teaching, course)?.id
      if (skill === undefined) throw new TutorError('items_none', `You have mastered all of “${course.title}”. /review keeps it, /exam shows it.`)
      return { courseId: course.id, items: some(teaching, await choice.lesson(skill), [skill]) }
    }
    case 'exam': {
      const all = wanted.length > 0 ? wanted : examSkills(teaching, course)
      const length = count ?? Math.min(usualCount.mostOfExam, Math.max(usualCount.leastOfExam, all.length))
      return { courseId: course.id, items: some(teaching, await choice.mixed(spread(all, length), length), all) }
    }
    case 'quiz':
    case 'review': {
      const all = wanted.length > 0 ? wanted : purpose === 'quiz' ? currentSkill(teaching, course) : dueSkills(teaching)
      return { courseId: course.id, items: some(teaching, await choice.mixed(all, count ?? usualCount[purpose]), all) }
    }
  }
}

/** @throws TutorError `items_none` */
function some(teaching: Teaching, items: readonly string[], skills: readonly string[]): readonly string[] {
  if (items.length > 0) return items
  throw new TutorError('items_none', `There is nothing to ask about ${skills.map((skill) => `“${nameSkill(teaching, skill).title}”`).join(', ') || 'that'}.`)
}

/** Those of the plan, or all that were begun, or all. */
function examSkills(teaching: Teaching, { skills }: Course): readonly string[] {
  const { plan } = teaching.learner
  const all = skills.map(({ id }) => id)
  const planned = plan?.skills.filter((skill) => all.includes(skill)) ?? []
  return [planned, begun(teaching, all), all].find(({ length }) => length > 0) ?? []
}

/** The one that was answered last. */
function currentSkill(teaching: Teaching, { skills }: Course): readonly string[] {
  const all = skills.map(({ id }) => id)
  const last = teaching.learner.evidence().at(-1)?.skill
  return last !== undefined && all.includes(last) ? [last] : [...begun(teaching, all), ...all].slice(0, 1)
}

function dueSkills(teaching: Teaching): readonly string[] {
  const now = teaching.now()
  return teaching.learner.reviews(now).filter(({ dueAt }) => dueAt <= now).map(({ skill }) => skill)
}

function begun(teaching: Teaching, skills: readonly string[]): readonly string[] {
  const now = teaching.now()
  return skills.filter((skill) => teaching.learner.mastery(skill, now).status !== 'unseen')
}

/** So many, evenly from the first to the last. */
function spread(skills: readonly string[], count: number): readonly string[] {
  if (skills.length <= count) return skills
  return Array.from({ length: count }, (_, index) => skills[Math.floor(((index + 0.5) * skills.length) / count)]!)
}
