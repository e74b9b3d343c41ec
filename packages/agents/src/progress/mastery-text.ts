import type { Evidence, Review, SkillMastery } from '@tutor/protocol'
import { dayText } from '../tutoring/day-text.ts'

/** All that is said of one skill. */
export interface SkillState {
  readonly mastery: SkillMastery
  /** Of the skill, oldest first. */
  readonly evidence: readonly Evidence[]
  readonly review: Review | undefined
  /** Whether the learner doubts the key by which an answer was marked. */
  readonly isDoubted: (evidence: Evidence) => boolean
  readonly now: number
}

/** Longest piece of an answer that is shown, in characters. */
const longestAnswer = 40

/** How many answers are listed one by one. */
const listedAnswers = 8

/** A probability: `0.62`. It is never told as certain. */
export function numberText(probability: number): string {
  return Math.min(0.99, Math.max(0.01, probability)).toFixed(2)
}

/** What a number rests on: `right on 3 of 4 answers without help, the last on 12 Nov; 2 with hints don't count`. */
export function reasonText(state: SkillState): string {
  const uncounted = uncountedText(state)
  return [countedText(state), ...(uncounted ? [uncounted] : [])].join('; ')
}

/** The last answers, one a line, newest first. */
export function answersText(state: SkillState): string {
  const lines = state.evidence.slice(-listedAnswers).toReversed().map((each) => {
    const why = each.counts ? '' : ` (${whyNot(each, state)}: does not count)`
    return `- ${dayText(each.at, state.now)}: ${verdictText[each.verdict]}, “${onOneLine(each.answer)}”${why}`
  })
  return lines.join('\n')
}

/** Where forgetting is a part of the number: which, and when it is asked for again. */
export function memoryText({ mastery, review, now }: SkillState): string | undefined {
  if (!review) return undefined
  const share = mastery.claim === undefined ? ` (${numberText(mastery.probability / review.retrievability)} by your answers, times ${numberText(review.retrievability)} that you still remember it)` : ''
  const due = review.dueAt <= now ? `has been due since ${dayText(review.dueAt, now)}` : `is due on ${dayText(review.dueAt, now)}`
  return `You ${mastery.status === 'mastered' ? 'have' : 'had'} mastered it${share}. Its review ${due}.`
}

export function claimText({ claim, status }: SkillMastery): string | undefined {
  switch (claim) {
    case 'known':
      return status === 'forgotten' ? 'You said that you know it; its review decides.' : 'You said that you know it, so the number is at least 0.70. Mastered it is when answers without help have shown it.'
    case 'unknown':
      return 'You said that you do not know it. That counts until your answers show otherwise.'
    default:
      return undefined
  }
}

const verdictText: Readonly<Record<Evidence['verdict'], string>> = {
  right: 'right',
  wrong: 'wrong',
  wrong_form: 'right, but not in the form that was asked for',
  progress: 'a right step',
  unsure: 'not sure',
  invalid: 'no answer',
}

function countedText({ mastery: { earlier }, evidence, now }: SkillState): string {
  const counting = evidence.filter(({ counts }) => counts)
  const counted = counting.length + (earlier?.counted ?? 0)
  if (counted === 0) return 'no answer without help yet'
  const right = counting.filter(({ verdict }) => verdict === 'right').length + (earlier?.right ?? 0)
  const last = counting.at(-1)
  const when = last ? `, the last on ${dayText(last.at, now)}` : ''
  return `right on ${right} of ${counted} ${counted === 1 ? 'answer' : 'answers'} without help${when}`
}

/** @returns `2 with hints and 1 after the first try don't count` */
function uncountedText(state: SkillState): string {
  const reasons = state.evidence.filter(({ counts }) => !counts).map((each) => whyNot(each, state))
  const counts = Map.groupBy(reasons, (reason) => reason)
  if (counts.size === 0) return ''
  const parts = Array.from(counts, ([reason, { length }]) => `${length} ${reason}`)
  return `${parts.join(', ').replace(/, ([^,]*)$/, ' and $1')} ${reasons.length === 1 ? 'doesn\'t' : 'don\'t'} count`
}

function whyNot(evidence: Evidence, { isDoubted }: SkillState): string {
  if (evidence.verdict === 'unsure') return 'that could not be marked'
  if (evidence.verdict === 'progress') return 'as steps on the way'
  if (evidence.hintLevel > 0) return 'with hints'
  if (evidence.attempt > 0) return 'after the first try'
  if (isDoubted(evidence)) return 'with a doubted key'
  return 'whose solution was known'
}

function onOneLine(answer: string): string {
  const line = answer.replace(/\s+/g, ' ').trim()
  return line.length > longestAnswer ? `${line.slice(0, longestAnswer).trimEnd()}…` : line
}
