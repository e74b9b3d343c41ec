import { setTimeout as wait } from 'node:timers/promises'
import type { Talk } from './talk.ts'

/** Between attempts to connect to a server that is not there. */
const retryMs = 20

/**
 * Opens lost talks anew, as often as it takes. The first one lost tries until it gets through, and the others follow it:
 * a thousand clients that knock at a closed door would take from the server the processor that it needs to start.
 */
export class Reopening {
  #scout: Promise<void> | undefined
  #ended = false

  again(talk: Talk): void {
    if (this.#scout !== undefined) return void this.#scout.then(() => this.#reopen(talk))
    this.#scout = this.#reopen(talk).finally(() => (this.#scout = undefined))
  }

  /** Opens no connection from now on. */
  end(): void {
    this.#ended = true
  }

  async #reopen(talk: Talk): Promise<void> {
    while (!this.#ended) {
      const isOpen = await talk.reopen().then(
        () => true,
        () => false,
      )
      if (isOpen) return
      await wait(retryMs * (0.5 + Math.random()))
    }
  }
}
