/** The times that an agent has, in ms. */
export interface Patient {
  readonly answerMs: number
  readonly letGoMs: number
}

/**
 * How long an agent is waited for: so long for its answer, and when its run has ended otherwise, so long until it lets
 * go. Made only for an agent that does not answer at once.
 */
export class Patience {
  readonly #letGoMs: number
  readonly #stuck = Promise.withResolvers<'stuck'>()
  #timer: NodeJS.Timeout | undefined

  /** @param late ends the run whose answer takes too long */
  constructor({ answerMs, letGoMs }: Patient, late: () => void) {
    this.#letGoMs = letGoMs
    this.#timer = setTimeout(late, answerMs).unref()
  }

  /** The run is over, and its agent should be soon. */
  runEnded(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#stuck.resolve('stuck'), this.#letGoMs).unref()
  }

  /** @throws what the agent does */
  async wait(answering: Promise<void>): Promise<'released' | 'stuck'> {
    try {
      return await Promise.race([answering.then(() => 'released' as const), this.#stuck.promise])
    } finally {
      clearTimeout(this.#timer)
    }
  }
}
