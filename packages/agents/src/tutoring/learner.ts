import type { Evidence, LearningFact, OpenQuestion, OpenQuiz, Plan, Review, SkillMastery, TutorMode, Viewing } from '@tutor/protocol'

/**
 * What is known of the learner, as the tutoring agents need it: the sum of the session's facts.
 *
 * An implementer MUST give the same answers for the same facts and the same `now` (milliseconds since 1970), and MUST have
 * taken a fact into account when `LearningLog.record` resolves.
 */
export interface Learner {
  readonly courseId: string | undefined
  readonly mode: TutorMode
  /** The one that waits for the learner; it may have expired meanwhile. */
  readonly question: OpenQuestion | undefined
  readonly quiz: OpenQuiz | undefined
  /** The last one that ended. */
  readonly lastQuiz: OpenQuiz | undefined
  readonly plan: Plan | undefined
  /** Whether teachers may see how well the learner knows what; the last viewing of each who has. */
  readonly shares: boolean
  readonly viewings: readonly Viewing[]
  mastery(skill: string, now: number): SkillMastery
  /** Oldest first; of all skills unless told. */
  evidence(skill?: string): readonly Evidence[]
  /** Of every skill that was ever mastered, the most urgent first. Those with `dueAt <= now` are due. */
  reviews(now: number): readonly Review[]
  /** Whether the learner has flagged the key of an item, as it is. */
  isDoubted(itemId: string, keyVersion: string): boolean
  /** Sets of items made from documents that are still there, oldest first. */
  readonly madeItems: readonly MadeItems[]
  /** What would be known after these facts; this one stays as it is. */
  after(facts: readonly LearningFact[]): Learner
}

export interface MadeItems {
  readonly documentId: string
  readonly documentName?: string
  /** Hash of the blob that has them. */
  readonly blob: string
  readonly count: number
}

type WithoutTime<Fact> = Fact extends LearningFact ? Omit<Fact, 'at'> : never

/** A fact that happens now. */
export type NewFact = WithoutTime<LearningFact>

/**
 * Where facts go.
 *
 * An implementer MUST keep all facts of one call or none, in the order of the calls, and MUST NOT resolve before they are
 * on disk: what the learner is told of them comes after.
 */
export interface LearningLog {
  /** @throws TutorError `storage_unavailable` */
  record(...facts: readonly NewFact[]): Promise<void>
}
