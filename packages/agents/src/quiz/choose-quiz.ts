import { TutorError, type QuizPurpose } from '@tutor/protocol'
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

/** Items of a quiz, an exam or a review, unless told. */
const usualCount = { quiz: 6, exam: 10, review: 10 } as const

/** What a new quiz asks. @throws TutorError `course_unknown`, `skill_unknown`, `items_none` */
export async function chooseQuiz(teaching: Teaching, items: Items, { purpose, skills = [], courseId, count }: QuizRequest): Promise<ChosenQuiz> {
  const choice = new ItemChoice(items, teaching.learner)
  const wanted = skills.map((skill) => (skill.startsWith('made/') ? skill : findKnownSkill(teaching, skill).id))
  const ofCourse = wanted.find((skill) => !skill.startsWith('made/'))
  if (wanted.length > 0 && ofCourse === undefined) {
    const all = purpose === 'lesson' ? await choice.lesson(wanted[0]!) : await choice.mixed(wanted, count ?? (purpose === 'diagnostic' ? usualCount.quiz : usualCount[purpose]))
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
    default: {
      const all = wanted.length > 0 ? wanted : usualSkills(teaching, purpose, course.skills.map(({ id }) => id))
      return { courseId: course.id, items: some(teaching, await choice.mixed(all, count ?? usualCount[purpose]), all) }
    }
  }
}

/** @throws TutorError `items_none` */
function some(teaching: Teaching, items: readonly string[], skills: readonly string[]): readonly string[] {
  if (items.length > 0) return items
  throw new TutorError('items_none', `There is nothing to ask about ${skills.map((skill) => `“${nameSkill(teaching, skill).title}”`).join(', ') || 'that'}.`)
}

/** Those of the plan for an exam, or all that were begun; for a quiz the one that is being learned. */
function usualSkills(teaching: Teaching, purpose: 'quiz' | 'exam' | 'review', all: readonly string[]): readonly string[] {
  const { learner } = teaching
  const at = teaching.now()
  const begun = all.filter((skill) => learner.mastery(skill, at).status !== 'unseen')
  if (purpose === 'review') return learner.reviews(at).filter(({ dueAt }) => dueAt <= at).map(({ skill }) => skill)
  if (purpose === 'exam') {
    const planned = learner.plan?.skills.filter((skill) => all.includes(skill)) ?? []
    return [planned, begun, all].find(({ length }) => length > 0) ?? []
  }
  const last = learner.evidence().at(-1)?.skill
  if (last !== undefined && all.includes(last)) return [last]
  return [...begun, ...all].slice(0, 1)
}
