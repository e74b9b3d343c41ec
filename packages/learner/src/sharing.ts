import type { LearningFact, Viewing } from '@tutor/protocol'

const rememberedViewings = 20

export interface StoredSharing {
  readonly on: boolean
  readonly viewings: readonly Viewing[]
}

/** Whether a learner's teachers may see how well they know what, and which of them have. */
export class Sharing {
  #on: boolean
  #viewings: readonly Viewing[]

  constructor(stored?: StoredSharing) {
    this.#on = stored?.on ?? false
    this.#viewings = stored?.viewings ?? []
  }

  toJSON(): StoredSharing {
    return { on: this.#on, viewings: this.#viewings }
  }

  /** Whether the learner shares anything, or a teacher has seen something. */
  get isChosen(): boolean {
    return this.#on || this.#viewings.length > 0
  }

  get on(): boolean {
    return this.#on
  }

  /** The last of each teacher, oldest first. */
  get viewings(): readonly Viewing[] {
    return this.#viewings
  }

  apply(fact: Extract<LearningFact, { fact: 'sharing_chosen' | 'progress_viewed' }>): void {
    if (fact.fact === 'sharing_chosen') this.#on = fact.on
    else this.#viewings = [...this.#viewings.filter(({ by }) => by !== fact.by), { by: fact.by, at: fact.at }].slice(-rememberedViewings)
  }
}
