import { TutorError } from '@tutor/protocol'
import { LRUCache } from 'lru-cache'

const minuteMs = 60_000

/** Names that are counted at a time. Beyond them the one that was seen longest ago is forgotten, so that strangers fill no memory. */
const mostNames = 20_000

/** Counts what each address or user begins in a minute. */
export class Attempts {
  readonly #most: number
  readonly #counts = new LRUCache<string, number>({ max: mostNames, ttl: minuteMs, noUpdateTTL: true, ttlResolution: 1000 })

  constructor(most: number) {
    this.#most = most
  }

  /** @throws TutorError `rate_limited` */
  count(name: string): void {
    const attempts = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, attempts)
    if (attempts > this.#most) {
      const retryAfterMs = Math.max(1_000, Math.ceil(this.#counts.getRemainingTTL(name)))
      throw new TutorError('rate_limited', undefined, { retryAfterMs })
    }
  }
}
