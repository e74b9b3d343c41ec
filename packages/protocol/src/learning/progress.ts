import type { AskedQuestion, HintLevel, StartedQuiz } from './fact.ts'
import type { Verdict } from './mark.ts'

/** How well a skill is known, and why that is thought. */
export interface SkillMastery {
  readonly skill: string
  /** `forgotten`: it was mastered, and its review has been due for so long that it probably is no more. */
  readonly status: 'unseen' | 'learning' | 'mastered' | 'forgotten'
  /** Probability that the learner knows it now, 0 to 1. */
  readonly probability: number
  /** Answer ids that count, oldest first, as far as they are still kept one by one. */
  readonly evidence: readonly string[]
  /** The answers that count and came before those, where there are any. */
  readonly earlier?: { readonly counted: number; readonly right: number }
  /** What the learner said themselves, where that is what counts. */
  readonly claim?: 'known' | 'unknown'
}

/** What a teacher is shown of a learner who shares it: no answers, and nothing that was said. */
export interface ProgressReport {
  readonly course?: { readonly id: string; readonly title: string }
  /** Share of the skills that are mastered now, 0 to 100. */
  readonly percent: number
  readonly skills: readonly SkillReport[]
}

export interface SkillReport extends Pick<SkillMastery, 'skill' | 'status' | 'probability'> {
  readonly title: string
  /** How many answers count. */
  readonly answers: number
}

/** That a teacher has seen it. */
export interface Viewing {
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** One answer of the learner, as the learner model sees it. */
export interface Evidence {
  readonly answerId: string
  readonly at: number
  readonly itemId: string
  readonly skill: string
  readonly purpose: AskedQuestion['purpose']
  readonly answer: string
  readonly verdict: Verdict
  readonly keyVersion: string
  /** Hints given before it; the attempts before it at the same question. */
  readonly hintLevel: HintLevel | 0
  /** When the last of them was given. */
  readonly hintAt?: number
  readonly attempt: number
  /** 0 to 1, where it was given before the answer. */
  readonly confidence?: number
  /** Whether it counts for mastery: the first attempt, without help, on an item whose key is not doubted. */
  readonly counts: boolean
}

/** A skill whose review is due, or will be. */
export interface Review {
  readonly skill: string
  /** Milliseconds since 1970. */
  readonly dueAt: number
  /** Probability that it would be remembered now, 0 to 1. */
  readonly retrievability: number
}

/** The question that waits for the learner. */
export interface OpenQuestion extends AskedQuestion {
  readonly askedAt: number
  readonly attempts: number
  /** The highest rung so far. */
  readonly hintLevel: HintLevel | 0
  /** Whether there was an attempt since the last hint, or since it was asked. */
  readonly tried: boolean
  /** Hints asked for since the last attempt that were refused. */
  readonly idleRequests: number
  readonly confidence?: number
  /** What the next message is taken for, where nothing else is clear from it. */
  readonly awaits: 'confidence' | 'answer' | 'explanation'
}

export interface OpenQuiz extends StartedQuiz {
  readonly startedAt: number
  /** How many of the items have been closed; the next one is `items[done]`. */
  readonly done: number
}
