/** A thread as it is when a session has to be placed. */
export interface Place {
  readonly id: number
  /** Sessions on it. */
  readonly currentUsage: number
}

/** What is known of a thread from outside. */
export interface Load {
  /** Share of the last seconds in which the thread was busy, 0 to 1. */
  readonly utilisation: number
  /** Time without a sign of life, in ms. */
  readonly silentMs: number
}

/** A thread that has been silent for so long perhaps hangs, in ms. */
const doubtfulMs = 500

/** A thread busier than this has more to do than it should. */
const busy = 0.75

/**
 * The thread that serves another session best: one that is alive, not too busy, with the fewest sessions. Utilisation
 * only decides when it is high: below that it tells of the last moment, and the number of sessions of what is to come.
 *
 * @param load what is known of a thread by its id; nothing of one that starts
 */
export function leastLoaded<P extends Place>(places: readonly P[], most: number, load: (id: number) => Load | undefined): P | null {
  const rank = ({ id, currentUsage }: P): number => {
    const { utilisation = 0, silentMs = 0 } = load(id) ?? {}
    const burden = silentMs > doubtfulMs ? 2 : Number(utilisation > busy)
    return burden * most + currentUsage
  }
  const [best] = places.filter(({ currentUsage }) => currentUsage < most).toSorted((a, b) => rank(a) - rank(b))
  return best ?? null
}
