import type { Presence } from '@tutor/session'
import type { RecordableHistogram } from 'node:perf_hooks'
import { recordMs } from '../admin/latency.ts'
import type { Pulse } from '../supervision/pulse.ts'

/** Shows in its thread's pulse when code of one session runs, and how long its turns take. */
export class SessionPresence implements Presence {
  readonly #session: number
  readonly #pulse: Pulse
  readonly #turns: RecordableHistogram

  /** @param turns takes how long turns took */
  constructor(session: number, pulse: Pulse, turns: RecordableHistogram) {
    this.#session = session
    this.#pulse = pulse
    this.#turns = turns
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

  turnTook(ms: number): void {
    recordMs(this.#turns, ms)
  }
}
