import { TutorError, type Course, type CourseSummary } from '@tutor/protocol'
import type { Courses } from './courses.ts'
import type { Learner } from './learner.ts'

/**
 * The course that the learner is in: the one that is named by its id, its title or an unambiguous part of one, the one they
 * chose, or the first there is.
 *
 * @throws TutorError `course_unknown`, which lists what there is
 */
export function chosenCourse({ learner, courses }: { readonly learner: Pick<Learner, 'courseId'>; readonly courses: Courses }, named = ''): Course {
  const all = courses.list()
  const id = named.trim() === '' ? (learner.courseId ?? all[0]?.id) : namedCourse(all, named.trim().toLowerCase())?.id
  const course = id === undefined ? undefined : courses.course(id)
  if (course) return course
  throw new TutorError('course_unknown', all.length === 0 ? 'There is no course here.' : `There is no course “${named.trim() || id}”. There are: ${all.map(({ title }) => title).join(', ')}.`)
}

function namedCourse(all: readonly CourseSummary[], sought: string): CourseSummary | undefined {
  const names = ({ id, title }: CourseSummary): readonly string[] => [id, title.toLowerCase()]
  const exact = all.find((each) => names(each).includes(sought))
  const partly = all.filter((each) => names(each).some((name) => name.includes(sought)))
  return exact ?? (partly.length === 1 ? partly[0] : undefined)
}
