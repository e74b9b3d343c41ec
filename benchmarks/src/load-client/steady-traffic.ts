import { setTimeout as wait } from 'node:timers/promises'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { startDrip } from './pacer.ts'
import { microseconds } from './spread.ts'
import type { Talk } from './talk.ts'

interface Due {
  readonly at: number
  readonly window: RecordableHistogram
}

/** What is sent: a request to the session, or the question to the gateway whether it is there. */
export type Deed = 'ask' | 'ping'

/**
 * So many requests a second, on one talk after the other, whatever becomes of their answers. Latency counts from when a
 * request was due. It drips, so that the processors are left to the server and whoever disturbs it.
 */
export class SteadyTraffic {
  readonly #deed: Deed
  readonly #backlogs: ReadonlyMap<Talk, Due[]>
  readonly #answers = new Map<Talk, number>()
  /** Their connection ended; a ping on it is not answered any more. */
  readonly #torn = new Set<Talk>()
  readonly #stopDrip: () => void
  readonly #drained = Promise.withResolvers<void>()
  #window = createHistogram({ figures: 3 })
  #unanswered = 0
  #stopped = false

  constructor(talks: readonly Talk[], perSecond: number, deed: Deed) {
    this.#deed = deed
    this.#backlogs = new Map(talks.map((talk) => [talk, []]))
    this.#stopDrip = startDrip(perSecond, (index, at) => this.#due(talks[index % talks.length]!, at))
  }

  /** Every request that becomes due from now on is recorded here, in microseconds, when it is answered. */
  window(): RecordableHistogram {
    this.#window = createHistogram({ figures: 3 })
    return this.#window
  }

  /** How many answers the talk has had so far. */
  answersOf(talk: Talk): number {
    return this.#answers.get(talk) ?? 0
  }

  /** The talk's connection has ended. */
  lost(talk: Talk): void {
    this.#torn.add(talk)
  }

  /** The talk's session greets again. An open request is repeated by the dialogue; a ping is no business of a dialogue. */
  back(talk: Talk): void {
    if (this.#torn.delete(talk) && this.#deed === 'ping' && talk.waiting) this.#act(talk)
  }

  /** Stops, and waits for the answers. @returns how many have not come within `seconds` */
  async stop(seconds: number): Promise<number> {
    this.#stopDrip()
    this.#stopped = true
    const over = new AbortController()
    if (this.#unanswered > 0) {
      await Promise.race([this.#drained.promise, wait(seconds * 1000, undefined, { signal: over.signal })])
      over.abort()
    }
    return this.#unanswered
  }

  #due(talk: Talk, at: number): void {
    this.#backlogs.get(talk)?.push({ at, window: this.#window })
    this.#unanswered += 1
    if (!talk.waiting) this.#act(talk)
  }

  #act(talk: Talk): void {
    talk[this.#deed](() => this.#answered(talk))
  }

  #answered(talk: Talk): void {
    const backlog = this.#backlogs.get(talk)!
    const { at, window } = backlog.shift()!
    window.record(microseconds(at, performance.now()))
    this.#answers.set(talk, this.answersOf(talk) + 1)
    this.#unanswered -= 1
    if (backlog.length > 0) this.#act(talk)
    else if (this.#stopped && this.#unanswered === 0) this.#drained.resolve()
  }
}
