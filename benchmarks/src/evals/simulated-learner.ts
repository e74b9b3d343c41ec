import type { Random } from '../proving/random.ts'

/** What a skill is like for somebody. Only the simulation knows; the learner record has numbers of its own. */
export interface Nature {
  /** That it is known before the first answer. */
  readonly prior: number
  /** That it is learned with an answer. */
  readonly learn: number
  readonly guess: number
  readonly slip: number
  /** Where items have choices, in half of the cases four; guessing is then as likely as chance. */
  readonly choices?: boolean
}

export interface Try {
  readonly right: boolean
  readonly choices: number | undefined
}

/** Somebody who answers items of one skill, and may learn it meanwhile. */
export class SimulatedLearner {
  readonly #nature: Nature
  readonly #random: Random
  #knows: boolean

  constructor(nature: Nature, random: Random) {
    this.#nature = nature
    this.#random = random
    this.#knows = random.chance(nature.prior)
  }

  /** The truth. */
  get knows(): boolean {
    return this.#knows
  }

  try(): Try {
    const { learn, guess, slip } = this.#nature
    const choices = this.#nature.choices && this.#random.chance(0.5) ? 4 : undefined
    const right = this.#random.chance(this.#knows ? 1 - slip : choices ? Math.max(guess, 1 / choices) : guess)
    if (!this.#knows) this.#knows = this.#random.chance(learn)
    return { right, choices }
  }
}
