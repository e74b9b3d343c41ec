/** Lets one do its work at a time, in the order in which they came; so many may wait. */
export class WaitingLine {
  readonly #most: number
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(most: number) {
    this.#most = most
  }

  /** @returns whether there is room for one more */
  get hasRoom(): boolean {
    return this.#waiting <= this.#most
  }

  /** Rejects with the signal's reason where that aborts before the turn has come. @throws what `work` does */
  async take<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    this.#waiting++
    const mine = this.#last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    this.#last = mine.then(
      () => {},
      () => {},
    )
    try {
      return await mine
    } finally {
      this.#waiting--
    }
  }
}
