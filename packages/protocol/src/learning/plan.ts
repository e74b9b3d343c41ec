/** A way to a goal, day by day. */
export interface Plan {
  readonly courseId: string
  /** What the learner said that they want. */
  readonly goal: string
  /** Ids of the skills to be mastered. */
  readonly skills: readonly string[]
  /** Calendar date of the exam, where there is one. */
  readonly examOn?: string
  /** What the learner has for it on a day, where they said so. */
  readonly minutesPerDay?: number
  /** Those with something to do, in their order. */
  readonly days: readonly PlanDay[]
  /** Skills for which there is no time before the exam, the most needed first. */
  readonly left?: readonly string[]
  /** Why it was made: asked for, days were missed, a skill that was mastered is forgotten, what was to be learned took longer. */
  readonly cause: 'asked' | 'missed_days' | 'forgotten_skill' | 'progress'
}

export interface PlanDay {
  /** Calendar date in UTC, `2026-11-27`. */
  readonly date: string
  readonly tasks: readonly PlanTask[]
}

export interface PlanTask {
  readonly kind: 'learn' | 'review' | 'mock_exam'
  /** Ids; those that a mock exam covers too. */
  readonly skills: readonly string[]
  readonly minutes: number
}
