import type { AskedQuestion, Mark, QuizPurpose } from '@tutor/protocol'

/** What comes of a tool of the Quiz agent. */
export interface QuizStep {
  /** For the learner, with the question in it where one is asked. */
  readonly text: string
  /** The question that waits now, if it is another one than before. */
  readonly question?: AskedQuestion
  /** Of the answer that was given; not told before the end of an exam. */
  readonly mark?: Mark
  /** Whether the question that was answered is closed. */
  readonly closed?: boolean
  /** Of the quiz that has just ended. */
  readonly summary?: QuizSummary
}

export interface QuizSummary {
  readonly quizId: string
  readonly purpose: QuizPurpose
  readonly asked: number
  readonly right: number
  /** By skill, in the order in which they were asked. */
  readonly skills: readonly { readonly skill: string; readonly asked: number; readonly right: number }[]
  /** How well the learner knew what they know; only where they said how sure they were. */
  readonly calibration?: Calibration
}

export interface Calibration {
  readonly answers: number
  /** Mean of what they said, and share that was right, both 0 to 1. */
  readonly confidence: number
  readonly right: number
  /** Mean square of the difference: 0 is perfect, 0.25 is what a coin knows. */
  readonly brier: number
}
