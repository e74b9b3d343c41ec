/**
 * Bayesian knowledge tracing (Corbett and Anderson, 1995). The same four numbers for every skill: they are not fitted, and
 * `npm run eval -- mastery` shows what they do where learners are otherwise.
 */
export const tracing = {
  /** That a skill is known before its first answer. */
  prior: 0.25,
  /** That it is learned by one more answer. */
  learn: 0.15,
  /** That somebody is right who does not know it, where the answer has to be made up. */
  guess: 0.2,
  /** That somebody is wrong who knows it. */
  slip: 0.1,
} as const

export interface Observation {
  readonly right: boolean
  /** That the answer is right by chance. */
  readonly guess: number
}

/** The probability that a skill is known, before and after an answer. */
export function trace(known: number, { right, guess }: Observation): number {
  const { slip, learn } = tracing
  const byKnowing = known * (right ? 1 - slip : slip)
  const byChance = (1 - known) * (right ? guess : 1 - guess)
  const after = byKnowing / (byKnowing + byChance)
  return after + (1 - after) * learn
}

/** With choices one of them is right by chance, also for those who know nothing. */
export function guessRate(choices: number | undefined): number {
  if (choices === undefined) return tracing.guess
  return Math.min(0.5, Math.max(tracing.guess, 1 / choices))
}
