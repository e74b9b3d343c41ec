import { setTimeout as delay } from 'node:timers/promises'

/** The sessions whose last answer may still be under way while the server stops. */
export class LastAnswers {
  readonly #sessions: Set<number>
  readonly #over = Promise.withResolvers<void>()

  /** @param sessions by number */
  constructor(sessions: Iterable<number>) {
    this.#sessions = new Set(sessions)
    this.#look()
  }

  /** Idempotent. */
  ended(session: number): void {
    this.#sessions.delete(session)
    this.#look()
  }

  /** Resolves when all of them have ended, at the latest after so many milliseconds. */
  async over(graceMs: number): Promise<void> {
    const late = new AbortController()
    const timer = delay(graceMs, undefined, { signal: late.signal }).catch(() => {})
    await Promise.race([this.#over.promise, timer])
    late.abort()
  }

  #look(): void {
    if (this.#sessions.size === 0) this.#over.resolve()
  }
}
