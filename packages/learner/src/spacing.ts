import { FSRSAlgorithm, generatorParameters } from 'ts-fsrs'

/** How well a skill sits: what FSRS knows of it. */
export interface Card {
  /** Days after which it is remembered with a probability of 0.9. */
  readonly stability: number
  /** 1 to 10. */
  readonly difficulty: number
  /** Milliseconds since 1970: when it was last recalled, or was not. */
  readonly at: number
}

const grades = { again: 1, hard: 2, good: 3, easy: 4 } as const

export type Rating = keyof typeof grades

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Two answers within such a time are one sitting, after which the second says more of the answer before than of the skill.
 * Half a day: between today's evening and tomorrow's morning lies a night.
 */
export const sittingMs = 12 * hourMs

/** The parameters that FSRS 6 comes with, fitted by its authors to the reviews of many learners. Without chance in it. */
const algorithm = new FSRSAlgorithm(generatorParameters({ enable_fuzz: false, request_retention: 0.9 }))

/** A skill that has just been mastered. */
export function newCard(rating: Rating, at: number): Card {
  return { ...algorithm.next_state(null, 0, grades[rating]), at }
}

/** After another answer. One of a time before the last is taken as one of the same time. */
export function reviewed(card: Card, rating: Rating, at: number): Card {
  const elapsed = at - card.at
  const days = elapsed < sittingMs ? 0 : elapsed / dayMs
  return { ...algorithm.next_state(card, days, grades[rating]), at: Math.max(at, card.at) }
}

/** Probability that it is remembered, 0 to 1. */
export function retrievability({ stability, at }: Card, now: number): number {
  return algorithm.forgetting_curve(Math.max(0, now - at) / dayMs, stability)
}

/** When the next review is due: whole days after the last, one at least. Milliseconds since 1970. */
export function dueAt({ stability, at }: Card): number {
  return at + algorithm.next_interval(stability, 0) * dayMs
}
