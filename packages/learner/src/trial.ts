import type { Evidence } from '@tutor/protocol'
import type { Rating } from './spacing.ts'

/** One answer of the learner, with all that decides what it is worth. */
export interface Trial extends Omit<Evidence, 'counts' | 'skill'> {
  readonly kind: 'trial'
  /** Its place among all that happened to the learner's skills. */
  readonly order: number
  readonly questionId: string
  /** That it is right by chance. */
  readonly guess: number
  /** Whether nothing but right steps came before it at the same question. */
  readonly first: boolean
  /** Whether the same item was answered, or its solution shown, in the same sitting. */
  readonly repeated: boolean
  /** Whether the solution was shown instead of a right answer. */
  readonly revealed: boolean
  /** Whether the key is doubted by which it was marked. */
  readonly doubted: boolean
}

/** What the learner says of themselves. */
export interface Claim {
  readonly kind: 'claim'
  readonly order: number
  readonly at: number
  readonly claim: 'known' | 'unknown'
}

/** Whether it is evidence of what the learner can do alone, for or against. */
export function counts({ verdict, first, hintLevel, revealed, repeated, doubted }: Trial): boolean {
  const decided = verdict === 'right' || verdict === 'wrong' || verdict === 'wrong_form'
  return decided && first && hintLevel === 0 && !revealed && !repeated && !doubted
}

/**
 * How well the skill was recalled; none where the answer does not say. Only the first answer to a question rates: the second
 * builds on what was said to the first. With help it was recalled with effort, or not at all.
 */
export function ratingOf({ verdict, first, attempt, hintLevel, revealed, repeated, doubted, confidence }: Trial): Rating | undefined {
  if (repeated || doubted) return undefined
  if (revealed) return attempt === 0 ? 'again' : undefined
  if (!first) return undefined
  switch (verdict) {
    case 'right':
      if (hintLevel > 0) return hintLevel <= 2 ? 'hard' : 'again'
      return rightRating(confidence)
    case 'wrong_form':
      return hintLevel > 2 ? 'again' : 'hard'
    case 'wrong':
      return 'again'
    default:
      return undefined
  }
}

/** Right without being sure is recall with effort; right and sure without hesitation is easy. */
function rightRating(confidence: number | undefined): Rating {
  if (confidence === undefined) return 'good'
  if (confidence < 0.5) return 'hard'
  return confidence >= 0.9 ? 'easy' : 'good'
}

/** As others see it. */
export function evidenceOf(trial: Trial, skill: string): Evidence {
  const { answerId, at, itemId, purpose, answer, verdict, keyVersion, hintLevel, hintAt, attempt, confidence } = trial
  return {
    answerId,
    at,
    itemId,
    skill,
    purpose,
    answer,
    verdict,
    keyVersion,
    hintLevel,
    ...(hintAt !== undefined && { hintAt }),
    attempt,
    ...(confidence !== undefined && { confidence }),
    counts: counts(trial),
  }
}
