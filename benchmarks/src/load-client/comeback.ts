import { setTimeout as wait } from 'node:timers/promises'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
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

export interface Spread {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Between attempts to connect to a server that is not there. */
const retryMs = 20

/** Follows every talk from the failure of the server until it has an answer again. */
export class Comeback {
  readonly #missing: Set<Talk>
  readonly #from: number
  readonly #greeted = createHistogram({ figures: 3 })
  readonly #answered = createHistogram({ figures: 3 })
  readonly #done = Promise.withResolvers<void>()
  #scout: Promise<void> | undefined
  #closed = 0
  #ended = false

  /** @param from when the server failed, at the earliest, as `performance.now()` */
  constructor(talks: Iterable<Talk>, from: number) {
    this.#missing = new Set(talks)
    this.#from = from
  }

  /** Resolves when every talk has its answer. */
  async result(): Promise<ComebackResult> {
    await this.#done.promise
    return { greeted: spread(this.#greeted), answered: spread(this.#answered), closed: this.#closed }
  }

  /** Opens no connection from now on. */
  end(): void {
    this.#ended = true
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

  /**
   * Opens the talk anew, as often as it takes. The first one lost tries until it gets through, and the others follow it:
   * a thousand clients that knock at a closed door would take from the server the processor that it needs to start.
   */
  lost(talk: Talk): void {
    this.#closed += 1
    if (this.#scout === undefined) this.#scout = this.#reopen(talk)
    else void this.#scout.then(() => this.#reopen(talk))
  }

  async #reopen(talk: Talk): Promise<void> {
    while (!this.#ended) {
      const isOpen = await talk.reopen().then(
        () => true,
        () => false,
      )
      if (isOpen) return
      await wait(retryMs * (0.5 + Math.random()))
    }
  }

  #record(histogram: RecordableHistogram): void {
    histogram.record(Math.max(1, Math.round((performance.now() - this.#from) * 1000)))
  }
}

function spread(histogram: RecordableHistogram): Spread {
  const ms = (percentile: number): number => histogram.percentile(percentile) / 1000
  return { p50Ms: ms(50), p99Ms: ms(99), maxMs: histogram.max / 1000 }
}
