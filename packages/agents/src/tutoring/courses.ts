import type { Course, CourseSummary, Item, Skill } from '@tutor/protocol'

/**
 * The courses that learners can take, one set for all sessions of a thread.
 *
 * An implementer MUST give only courses that were checked: every id that is named exists, no skill requires itself, every
 * item has a key.
 */
export interface Courses {
  list(): readonly CourseSummary[]
  course(courseId: string): Course | undefined
  skill(skillId: string): Skill | undefined
  item(itemId: string): Item | undefined
  /** Of one skill, in the order of the file. */
  items(skillId: string): readonly Item[]
}
