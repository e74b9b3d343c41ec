import { TutorError, type Course } from '@tutor/protocol'
import type { Tutoring } from './tutoring.ts'

/** The course that the learner is in: the one that is named, the one they chose, or the first there is. @throws TutorError `course_unknown` */
export function chosenCourse({ learner, courses }: Pick<Tutoring, 'learner' | 'courses'>, named?: string): Course {
  const all = courses.list()
  const sought = named?.trim().toLowerCase()
  const id = sought === undefined || sought === '' ? (learner.courseId ?? all[0]?.id) : all.find((each) => each.id === sought || each.title.toLowerCase() === sought)?.id
  const course = id === undefined ? undefined : courses.course(id)
  if (course) return course
  throw new TutorError('course_unknown', all.length === 0 ? 'There is no course here.' : `There is no course “${named ?? id}”. There are: ${all.map(({ title }) => title).join(', ')}.`)
}
