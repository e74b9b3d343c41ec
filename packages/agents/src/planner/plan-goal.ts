import { TutorError, type Course } from '@tutor/protocol'
import { chosenCourse } from '../tutoring/chosen-course.ts'
import { findSkill } from '../tutoring/find-skill.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { withRequired } from './skill-work.ts'

/** What a goal comes to. */
export interface Goal {
  readonly courseId: string
  /** Ids, each behind those that it requires. */
  readonly skills: readonly string[]
}

/**
 * The skills that somebody means by a goal in their own words: a course by its title, skills by theirs, several with commas
 * or `and` between them. What cannot be told is taken for the whole course that the learner is in.
 *
 * @throws TutorError `course_unknown` where there is no course at all
 */
export function readGoal(tutoring: Tutoring, text: string): Goal {
  const course = namedCourse(tutoring, text)
  if (course) return wholeCourse(course)
  const parts = [text, ...text.split(/,|;|\band\b/i)].map((part) => part.trim()).filter((part) => part !== '')
  const [whole, ...single] = parts.map((part) => skillNamed(tutoring, part))
  if (whole !== undefined) return goalOf(tutoring, [whole])
  const named = single.filter((id) => id !== undefined)
  return named.length > 0 && named.length === single.length ? goalOf(tutoring, named) : wholeCourse(chosenCourse(tutoring))
}

/** The named skills and all that they build on. @throws TutorError `skill_unknown` */
export function goalOfSkills(tutoring: Tutoring, texts: readonly string[]): Goal {
  return goalOf(tutoring, texts.map((text) => findSkill(tutoring.courses, tutoring.learner, text).id))
}

function goalOf(tutoring: Tutoring, wanted: readonly string[]): Goal {
  const { courses } = tutoring
  const courseId = courses.list().find(({ id }) => courses.course(id)?.skills.some((skill) => skill.id === wanted[0]))?.id
  if (courseId === undefined) throw new TutorError('course_unknown')
  return { courseId, skills: withRequired(tutoring, wanted) }
}

function wholeCourse({ id, skills }: Course): Goal {
  return { courseId: id, skills: skills.map((skill) => skill.id) }
}

/** `Linear equations`, or words that have it: `my exam in linear equations`. */
function namedCourse({ courses }: Tutoring, text: string): Course | undefined {
  const words = ` ${plain(text)} `
  const found = courses.list().find(({ id, title }) => [id, title].some((name) => words.includes(` ${plain(name)} `)))
  return found && courses.course(found.id)
}

function skillNamed({ courses, learner }: Tutoring, text: string): string | undefined {
  try {
    return findSkill(courses, learner, text).id
  } catch (error) {
    if (error instanceof TutorError) return undefined
    throw error
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
