import type { ErrorCode } from '@tutor/protocol'
import type { EventLoopUtilization } from 'node:perf_hooks'
import type { ConnectionWatch } from '../connection.ts'
import { FaultBook } from './fault-book.ts'
import { Latency } from './latency.ts'

const lookEveryMs = 1_000

/** What is measured of the server while it runs, and what went wrong in it. */
export class Telemetry implements ConnectionWatch {
  readonly faults: FaultBook
  readonly turns = new Latency()
  readonly replies = new Latency()
  readonly #timer: NodeJS.Timeout
  #lastUse: EventLoopUtilization = performance.eventLoopUtilization()
  #utilisation = 0

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.faults = new FaultBook(now)
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref()
  }

  /** Share of the last second in which the main thread was busy, 0 to 1. */
  get utilisation(): number {
    return this.#utilisation
  }

  replied(ms: number): void {
    this.replies.record(ms)
  }

  refused(code: ErrorCode): void {
    this.faults.record({ kind: 'refused', code })
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const use = performance.eventLoopUtilization()
    this.#utilisation = performance.eventLoopUtilization(use, this.#lastUse).utilization
    this.#lastUse = use
    this.turns.elapse(lookEveryMs)
    this.replies.elapse(lookEveryMs)
  }
}
