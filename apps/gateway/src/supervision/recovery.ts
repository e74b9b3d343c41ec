/** Before a session is opened again it waits: not the first time in a row, then longer and longer, in ms. */
const pauses = { step: 100, factor: 2, most: 5_000 }

/** One that lived for so long has begun a new row, in ms. */
const healthyMs = 10_000

/** A session that failed so often in a row is given up. */
const mostFailures = 8

/** Whose fault it was that a session ended: its own, that of what it needs (a disk, room), or that of another on its thread. */
export type Blame = 'own' | 'needs' | 'another'

/** How often in a row a session has ended without being told to, and what follows from it. */
export class Recovery {
  #ends = 0
  #failures = 0

  /** It went to sleep in order. */
  restart(): void {
    this.#ends = this.#failures = 0
  }

  /** It has ended. */
  ended({ livedMs, blame }: { readonly livedMs: number; readonly blame: Blame }): void {
    if (livedMs > healthyMs) this.restart()
    this.#ends++
    if (blame === 'own') this.#failures++
  }

  /** Whether it brings down one thread after the other. What it needs comes back, and others are not its fault. */
  get isHopeless(): boolean {
    return this.#failures >= mostFailures
  }

  /** Whether it is only worth another try when somebody waits for it. */
  get isDoubtful(): boolean {
    return this.#ends >= mostFailures
  }

  /** Time before the next try, in ms. */
  get pauseMs(): number {
    return this.#ends <= 1 ? 0 : Math.min(pauses.most, pauses.step * pauses.factor ** (this.#ends - 2))
  }
}
