import type { Presence } from '@tutor/session'
import type { Pulse } from '../supervision/pulse.ts'

/** Shows in its thread's pulse when code of one session runs. */
export class SessionPresence implements Presence {
  readonly #session: number
  readonly #pulse: Pulse

  constructor(session: number, pulse: Pulse) {
    this.#session = session
    this.#pulse = pulse
  }

  enter(): void {
    this.#pulse.enter(this.#session)
  }

  leave(): void {
    this.#pulse.leave()
  }

  turnWaits(): void {
    this.#pulse.turnWaits(this.#session)
  }

  turnEnded(): void {
    this.#pulse.turnEnded(this.#session)
  }
}
