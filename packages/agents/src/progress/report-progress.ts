import { TutorError, type ProgressReport } from '@tutor/protocol'
import { skillsOf } from '../tutoring/known-skills.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'

/** What a teacher sees again within this time, in ms, is one viewing. */
const viewingMs = 600_000

/**
 * What a teacher may see of the learner. Order: that they have seen it is on disk before.
 *
 * @param by the teacher
 * @throws TutorError `not_shared`, `storage_unavailable`
 */
export async function reportProgress(tutoring: Tutoring, by: string): Promise<ProgressReport> {
  const { learner, log, courses } = tutoring
  const now = tutoring.now()
  if (!learner.shares) throw new TutorError('not_shared')
  const last = learner.viewings.find((each) => each.by === by)
  if (!last || now - last.at > viewingMs) await log.record({ fact: 'progress_viewed', by })
  const skills = skillsOf(tutoring).map(({ id, title }) => {
    const { skill, status, probability, evidence, earlier } = learner.mastery(id, now)
    return { skill, title, status, probability, answers: evidence.length + (earlier?.counted ?? 0) }
  })
  const mastered = skills.filter(({ status }) => status === 'mastered').length
  const course = learner.courseId === undefined ? undefined : courses.course(learner.courseId)
  return { ...(course && { course: { id: course.id, title: course.title } }), percent: Math.round((100 * mastered) / Math.max(1, skills.length)), skills }
}
