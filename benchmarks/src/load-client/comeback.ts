import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { Reopening } from './reopening.ts'
import { microseconds, spreadOf, type Spread } from './spread.ts'
import type { Talk } from './talk.ts'

/** How the sessions came back, in ms since the failure. */
export interface ComebackResult {
  /** Until the session's new hello. */
  readonly greeted: Spread
  /** Until a message sent at the hello, after the `resume`, had its whole answer. */
  readonly answered: Spread
  /** Connections that ended, and had to be opened anew. */
  readonly closed: number
}

/** Follows every talk from the failure of the server until it has an answer again. */
export class Comeback {
  readonly #missing: Set<Talk>
  readonly #from: number
  readonly #greeted = createHistogram({ figures: 3 })
  readonly #answered = createHistogram({ figures: 3 })
  readonly #done = Promise.withResolvers<void>()
  readonly #reopening = new Reopening()
  #closed = 0

  /** @param from when the server failed, at the earliest, as `performance.now()` */
  constructor(talks: Iterable<Talk>, from: number) {
    this.#missing = new Set(talks)
    this.#from = from
  }

  /** Resolves when every talk has its answer. */
  async result(): Promise<ComebackResult> {
    await this.#done.promise
    return { greeted: spreadOf(this.#greeted), answered: spreadOf(this.#answered), closed: this.#closed }
  }

  /** Opens no connection from now on. */
  end(): void {
    this.#reopening.end()
  }

  back(talk: Talk): void {
    // Lost and back a second time: the dialogue has sent the open request again by itself.
    if (talk.waiting) return
    this.#record(this.#greeted)
    talk.ask(() => {
      this.#record(this.#answered)
      this.#missing.delete(talk)
      if (this.#missing.size === 0) this.#done.resolve()
    })
  }

  lost(talk: Talk): void {
    this.#closed += 1
    this.#reopening.again(talk)
  }

  #record(histogram: RecordableHistogram): void {
    histogram.record(microseconds(this.#from, performance.now()))
  }
}
