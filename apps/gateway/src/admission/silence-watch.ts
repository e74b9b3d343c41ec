import type { ConnectionTable } from '../connection-table.ts'

/** While its session is awake, a client has to send something whole within so many seconds: a message, or the answer to a ping. */
const frameS = 14

/** Looks every second for connections that have been silent for too long. */
export class SilenceWatch {
  readonly #timer: NodeJS.Timeout

  /** @param idleTimeout seconds that a connection may be silent while its session sleeps */
  constructor(table: ConnectionTable, idleTimeout: number) {
    const patience = { awake: even(Math.min(frameS, idleTimeout)), asleep: even(idleTimeout) }
    this.#timer = setInterval(() => table.checkSilence(patience), 1000)
    this.#timer.unref()
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }
}

/** Half of it is a second of the table's clock. */
function even(seconds: number): number {
  return seconds - (seconds % 2)
}
