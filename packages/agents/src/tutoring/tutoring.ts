import type { Courses } from './courses.ts'
import type { ItemVault } from './item-vault.ts'
import type { Learner, LearningLog } from './learner.ts'
import type { Marker } from './marker.ts'

/** What the agents that teach share, one of each per session. */
export interface Tutoring {
  readonly learner: Learner
  readonly log: LearningLog
  readonly courses: Courses
  readonly items: ItemVault
  readonly marker: Marker
  /** Milliseconds since 1970. */
  now(): number
}
