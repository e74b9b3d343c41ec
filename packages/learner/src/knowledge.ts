import type { SkillMastery } from '@tutor/protocol'
import { newCard, retrievability, reviewed, type Card, type Rating } from './spacing.ts'
import { trace, tracing } from './tracing.ts'
import { counts, ratingOf, type Claim, type Trial } from './trial.ts'

/** What the answers and claims of one skill, in their order, add up to. */
export interface Knowledge {
  /** Probability that it was known after the last answer that counts. */
  readonly known: number
  readonly counted: number
  readonly right: number
  /** Since it was first mastered. */
  readonly card?: Card
  readonly masteredAt?: number
  /** Whether its last review failed and it was not mastered anew. */
  readonly lapsed: boolean
  readonly claim?: Claim['claim']
}

export const nothingKnown: Knowledge = { known: tracing.prior, counted: 0, right: 0, lapsed: false }

/** Where a skill counts as mastered. */
const mastery = {
  probability: 0.95,
  /** Whatever the four numbers of the tracing are: two right answers are luck too often. */
  answers: 3,
  /** Below it a mastered skill is taken as forgotten. */
  retrievability: 0.7,
  /** What is shown of a skill that the learner says they know, at least. It is no evidence. */
  claimed: 0.7,
} as const

/** Probability that the skill is known, by the evidence alone: it was learned, and it is remembered. */
function knownNow({ known, card }: Knowledge, now: number): number {
  return card ? known * retrievability(card, now) : known
}

/** By the evidence and what the learner says. */
export function probabilityNow(knowledge: Knowledge, now: number): number {
  const known = knownNow(knowledge, now)
  return knowledge.claim === 'known' ? Math.max(known, mastery.claimed) : known
}

export function statusOf(knowledge: Knowledge, now: number): Exclude<SkillMastery['status'], 'unseen'> {
  const { card, lapsed } = knowledge
  if (!card) return 'learning'
  return lapsed || retrievability(card, now) < mastery.retrievability ? 'forgotten' : 'mastered'
}

/** One more answer or claim. */
export function learn(before: Knowledge, event: Trial | Claim): Knowledge {
  return event.kind === 'trial' ? answered(before, event) : claimed(before, event)
}

/**
 * That somebody knows a thing is no evidence of it until they show it; that they do not know it they may say themselves. So
 * a claim to know is only noted, one not to know sets the skill back to where it began.
 */
function claimed(before: Knowledge, { claim, at }: Claim): Knowledge {
  if (claim === 'known') return { ...before, claim }
  const known = Math.min(knownNow(before, at), tracing.prior)
  return { ...before, claim, known, lapsed: before.card !== undefined }
}

function answered(before: Knowledge, trial: Trial): Knowledge {
  const rating = ratingOf(trial)
  if (!counts(trial)) return before.card && rating ? recalled(before, before.card, { trial, rating }) : before
  const right = trial.verdict === 'right'
  const after = {
    ...before,
    // What was forgotten meanwhile has to be shown again.
    known: trace(knownNow(before, trial.at), { right, guess: trial.guess }),
    counted: before.counted + 1,
    right: before.right + Number(right),
  }
  if (before.card && rating) return settled(recalled(after, before.card, { trial, rating }), right)
  return settled(mastersNow(after) ? firstMastered(after, { trial, rating }) : after, right)
}

function mastersNow({ known, counted }: Knowledge): boolean {
  return known >= mastery.probability && counted >= mastery.answers
}

/** Practice in one go says little of next week, so no first rating is better than good. */
function firstMastered(after: Knowledge, { trial, rating = 'good' }: Rated): Knowledge {
  return { ...after, masteredAt: trial.at, card: newCard(rating === 'easy' ? 'good' : rating, trial.at) }
}

interface Rated {
  readonly trial: Trial
  readonly rating?: Rating | undefined
}

/** An answer to a skill that was mastered before: its review, whatever it was asked for. */
function recalled(after: Knowledge, card: Card, { trial, rating = 'good' }: Rated): Knowledge {
  const failed = rating === 'again' && (!counts(trial) || after.known < mastery.probability)
  const lapsed = after.lapsed || failed || retrievability(card, trial.at) < mastery.retrievability
  // An answer with help restores nothing of what was forgotten, though the card begins anew.
  const known = counts(trial) ? after.known : knownNow(after, trial.at)
  return { ...after, known, lapsed, card: reviewed(card, rating, trial.at) }
}

/** A claim has an end where the evidence decides; a lapse where the skill is mastered again. */
function settled(after: Knowledge, right: boolean): Knowledge {
  const masters = mastersNow(after)
  const { claim, ...rest } = { ...after, lapsed: after.lapsed && !masters }
  const decided = masters || (claim === 'known' && !right)
  return claim === undefined || decided ? rest : { ...rest, claim }
}
