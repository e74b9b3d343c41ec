import { setTimeout as wait } from 'node:timers/promises'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
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
 * request was due. It goes by timers and sleeps between them: unlike the pacer it leaves the processors to the server,
 * and is late by up to a millisecond with a request, which counts as due when the timer fires.
 */
export class SteadyTraffic {
  readonly #talks: readonly Talk[]
  readonly #deed: Deed
  readonly #backlogs: ReadonlyMap<Talk, Due[]>
  readonly #answers = new Map<Talk, number>()
  /** Their connection ended; a ping on it is not answered any more. */
  readonly #torn = new Set<Talk>()
  readonly #timer: NodeJS.Timeout
  readonly #drained = Promise.withResolvers<void>()
  #window = createHistogram({ figures: 3 })
  #turn = 0
  #unanswered = 0
  #stopped = false

  constructor(talks: readonly Talk[], perSecond: number, deed: Deed) {
    this.#talks = talks
    this.#deed = deed
    this.#backlogs = new Map(talks.map((talk) => [talk, []]))
    this.#timer = setInterval(() => this.#due(), 1000 / perSecond)
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
    clearInterval(this.#timer)
    this.#stopped = true
    const over = new AbortController()
    if (this.#unanswered > 0) {
      await Promise.race([this.#drained.promise, wait(seconds * 1000, undefined, { signal: over.signal })])
      over.abort()
    }
    return this.#unanswered
  }

  #due(): void {
    const talk = this.#talks[this.#turn++ % this.#talks.length]!
    this.#backlogs.get(talk)?.push({ at: performance.now(), window: this.#window })
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
