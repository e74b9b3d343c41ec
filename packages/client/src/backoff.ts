/** How long to wait before a lost connection is tried again. */
export interface Backoff {
  /** Longest wait before the first attempt, in milliseconds; it doubles with every further one. */
  readonly firstMs: number
  /** Longest wait of all, in milliseconds. */
  readonly longestMs: number
  /** From 0 inclusive to 1 exclusive. */
  readonly random: () => number
}

export const defaultBackoff: Backoff = { firstMs: 250, longestMs: 10_000, random: Math.random }

/**
 * Full jitter: any wait up to the attempt's longest is as likely as another, so that the clients of a server that
 * failed do not come back all at once.
 *
 * @param attempt from 1
 * @returns milliseconds
 */
export function waitBefore(attempt: number, { firstMs, longestMs, random }: Backoff): number {
  return random() * Math.min(longestMs, firstMs * 2 ** (attempt - 1))
}
