import type { Clock } from './clock.ts'

export interface HeartbeatTimes {
  /** A server that was silent for so long is pinged, in milliseconds. */
  readonly everyMs: number
  /** How long it then has to say anything at all, in milliseconds. */
  readonly deadlineMs: number
}

export const defaultHeartbeat: HeartbeatTimes = { everyMs: 20_000, deadlineMs: 10_000 }

interface Monitored {
  ping(): void
  die(): void
}

/** Notices that the other end is gone without a word, which the socket itself may not do for a quarter of an hour. */
export class Heartbeat {
  readonly #times: HeartbeatTimes
  readonly #clock: Clock
  readonly #monitored: Monitored
  #heard = 0
  #cancel: () => void

  constructor(monitored: Monitored, times: HeartbeatTimes, clock: Clock) {
    this.#monitored = monitored
    this.#times = times
    this.#clock = clock
    this.#cancel = this.#listen()
  }

  /** The other end has said something. */
  hear(): void {
    this.#heard += 1
  }

  /** Idempotent. */
  stop(): void {
    this.#cancel()
  }

  #listen(): () => void {
    const heard = this.#heard
    return this.#clock.after(this.#times.everyMs, () => {
      this.#cancel = this.#heard === heard ? this.#probe() : this.#listen()
    })
  }

  #probe(): () => void {
    const heard = this.#heard
    this.#monitored.ping()
    return this.#clock.after(this.#times.deadlineMs, () => {
      if (this.#heard === heard) this.#monitored.die()
      else this.#cancel = this.#listen()
    })
  }
}
