import type { Courses } from './courses.ts'
import type { Learner, LearningLog } from './learner.ts'

/** What the agents that teach share, one of each per session. */
export interface Tutoring {
  readonly learner: Learner
  readonly log: LearningLog
  readonly courses: Courses
  /** Milliseconds since 1970. */
  now(): number
}
