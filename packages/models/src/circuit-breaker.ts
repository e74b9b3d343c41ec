import { TutorError } from '@tutor/protocol'

const standard = { failures: 3, restMs: 30_000 }
const longestRestMs = 600_000

/**
 * Gives a failing endpoint a rest: after some failures in a row its calls fail at once, for a while. Then one more failure
 * is enough. One for all sessions of a thread, so a request that was refused for what it says does not count.
 */
export class CircuitBreaker {
  readonly #limits: typeof standard
  readonly #now: () => number
  #failures = 0
  #restsUntil = 0

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number = () => performance.now(), limits = standard) {
    this.#now = now
    this.#limits = limits
  }

  /** @throws TutorError `model_unavailable` while the endpoint rests */
  assertClosed(): void {
    const retryAfterMs = Math.ceil(this.#restsUntil - this.#now())
    if (retryAfterMs <= 0) return
    const seconds = Math.ceil(retryAfterMs / 1_000)
    throw new TutorError('model_unavailable', `The language model has failed several times and is asked again in ${seconds} s.`, { retryAfterMs })
  }

  succeeded(): void {
    this.#failures = 0
  }

  failed({ code, retryAfterMs = 0 }: TutorError): void {
    if (code === 'model_rejected' || ++this.#failures < this.#limits.failures) return
    this.#restsUntil = this.#now() + Math.max(this.#limits.restMs, Math.min(retryAfterMs, longestRestMs))
  }
}
