import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds. A neighbour that comes in the middle of a turn waits for half of it; a turn of the event loop costs microseconds. */
const longestTurn = 2

/**
 * Lets the other sessions of the thread in while a document is read.
 *
 * pdf.js without a worker goes on in microtasks, so awaiting it never reaches the event loop by itself.
 */
export class Breather {
  readonly signal: AbortSignal
  #since = performance.now()

  constructor(signal: AbortSignal) {
    this.signal = signal
  }

  /** Ends the turn when it has lasted {@link longestTurn} ms. Rejects with the signal's reason once it is aborted. */
  async breathe(): Promise<void> {
    this.signal.throwIfAborted()
    if (performance.now() - this.#since < longestTurn) return
    await nextTurn()
    this.#since = performance.now()
    this.signal.throwIfAborted()
  }
}
