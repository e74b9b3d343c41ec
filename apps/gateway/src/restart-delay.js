/** A server that lived this long was healthy: its end is not taken for one more of the same failure. */
const healthyMs = 60_000

const longestMs = 30_000

/**
 * How long to wait before the server is started again, in ms: nothing at first, then 500, 1,000, 2,000 and so on up to
 * 30,000 as long as it keeps dying young.
 */
export class RestartDelay {
  #failures = 0

  /** @param {number} livedMs how long the server lived that has died now */
  next(livedMs) {
    if (livedMs >= healthyMs) this.#failures = 0
    const failuresBefore = this.#failures++
    return failuresBefore === 0 ? 0 : Math.min(longestMs, 250 * 2 ** failuresBefore)
  }
}
