/** The passing of time, so that a test can make it pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** @returns calls it off */
  after(ms: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
