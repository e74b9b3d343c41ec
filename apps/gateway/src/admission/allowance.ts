/** What one connection may send on the average. */
export interface Pace {
  readonly messagesPerS: number
  readonly bytesPerS: number
}

/** What becomes of a message that is beyond the allowance, and when its sender may go on where it has to be told. */
export type Excess = { readonly status: 'dropped' } | { readonly status: 'told' | 'closed'; readonly retryAfterMs: number }

/** An upload of the largest document, sent as fast as it goes, fits into one window. */
const windowMs = 10_000

/** A sender that goes on is told so often. */
const tellEveryMs = 1_000

/**
 * What one connection may send: in any ten seconds ten times its messages and bytes a second. Beyond that its messages are
 * dropped and it is told when to go on; beyond twice that it is to be closed.
 *
 * The clock is only read when an allowance is used up, since most connections never come near theirs: two subtractions
 * a message are all it costs.
 */
export class Allowance {
  readonly #pace: Pace
  #messages: number
  #bytes: number
  #windowBegan: number
  #toldAt = -Infinity

  constructor(pace: Pace) {
    this.#pace = pace
    this.#messages = mostMessages(pace)
    this.#bytes = mostBytes(pace)
    this.#windowBegan = performance.now()
  }

  /** @returns whether the message may pass; otherwise {@link excess} says what to do with it */
  take(bytes: number): boolean {
    return --this.#messages >= 0 && (this.#bytes -= bytes) >= 0 ? true : this.#takeAnew(bytes)
  }

  /** To be asked once for every message that may not pass. */
  excess(): Excess {
    const now = performance.now()
    const retryAfterMs = Math.ceil(this.#windowBegan + windowMs - now)
    if (this.#messages < -mostMessages(this.#pace) || this.#bytes < -mostBytes(this.#pace)) return { status: 'closed', retryAfterMs }
    if (now - this.#toldAt < tellEveryMs) return { status: 'dropped' }
    this.#toldAt = now
    return { status: 'told', retryAfterMs }
  }

  /** A new window, if the last one is over. */
  #takeAnew(bytes: number): boolean {
    const now = performance.now()
    if (now - this.#windowBegan < windowMs) return false
    this.#windowBegan = now
    this.#toldAt = -Infinity
    this.#messages = mostMessages(this.#pace) - 1
    this.#bytes = mostBytes(this.#pace) - bytes
    return true
  }
}

function mostMessages({ messagesPerS }: Pace): number {
  return (messagesPerS * windowMs) / 1000
}

function mostBytes({ bytesPerS }: Pace): number {
  return (bytesPerS * windowMs) / 1000
}
