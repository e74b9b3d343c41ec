const dayMs = 86_400_000

/** Tokens that were used on the last day on which any were, as it is stored. */
export interface StoredTokens {
  /** Days since 1970, UTC. */
  readonly day: number
  readonly used: number
}

/** Adds tokens that were used at a time. @param before what was used until then, if anything */
export function addTokens(before: StoredTokens | undefined, tokens: number, at: number): StoredTokens {
  const day = Math.floor(at / dayMs)
  return { day, used: tokens + (before?.day === day ? before.used : 0) }
}

/** Tokens used on the calendar day (UTC) of `now`. */
export function tokensOn(stored: StoredTokens | undefined, now: number): number {
  return stored?.day === Math.floor(now / dayMs) ? stored.used : 0
}
