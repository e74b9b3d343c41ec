import type { Courses } from '@tutor/agents'
import type { CourseOutline } from '@tutor/protocol'

/** The courses as a client may see them: names, and what comes before what. */
export function courseOutlines(courses: Courses): readonly CourseOutline[] {
  return courses.list().map((summary) => ({ ...summary, skills: courses.course(summary.id)!.skills.map(({ id, title, requires }) => ({ id, title, requires })) }))
}
