import { createHistogram } from 'node:perf_hooks'
import { cpuNanoseconds } from '../process-usage.ts'
import { microseconds } from './spread.ts'

export interface DriveResult {
  /** Requests answered inside the window. */
  readonly answered: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Until the first sign of the answer: its first event, where an answer comes in several messages. */
  readonly firstP50Ms: number
  readonly firstP99Ms: number
  /** CPU time of the measured process inside the window, microseconds; 0 when none was named. */
  readonly serverCpuUs: number
  /** CPU time of the load client itself inside the window, microseconds. At one core it is the bottleneck. */
  readonly clientCpuUs: number
}

/**
 * Counts what happens between `begin` and `end`. The CPU times are read in the same breath as the clock, so that
 * messages and microseconds belong to one window.
 */
export class Measurement {
  readonly #pid: number | undefined
  readonly #latency = createHistogram({ figures: 3 })
  readonly #firstLatency = createHistogram({ figures: 3 })
  #from = Infinity
  #to = Infinity
  #answered = 0
  #serverCpu = 0
  #clientCpu = 0

  constructor(pid: number | undefined) {
    this.#pid = pid
  }

  begin(): void {
    this.#serverCpu = -this.#readServerCpu()
    this.#clientCpu = -readOwnCpu()
    this.#from = performance.now()
  }

  end(): void {
    this.#to = performance.now()
    this.#serverCpu += this.#readServerCpu()
    this.#clientCpu += readOwnCpu()
  }

  /** @param due when the request was to be sent, as `performance.now()`: a late sending is part of the latency */
  answered(due: number): void {
    const now = performance.now()
    if (this.#isWithin(now)) this.#answered += 1
    if (this.#isWithin(due)) this.#latency.record(microseconds(due, now))
  }

  /** The first sign of an answer is there. @param due as for {@link answered} */
  begun(due: number): void {
    if (this.#isWithin(due)) this.#firstLatency.record(microseconds(due, performance.now()))
  }

  result(): DriveResult {
    return {
      answered: this.#answered,
      seconds: (this.#to - this.#from) / 1000,
      p50Ms: this.#latency.percentile(50) / 1000,
      p99Ms: this.#latency.percentile(99) / 1000,
      firstP50Ms: this.#firstLatency.percentile(50) / 1000,
      firstP99Ms: this.#firstLatency.percentile(99) / 1000,
      serverCpuUs: this.#serverCpu,
      clientCpuUs: this.#clientCpu,
    }
  }

  #isWithin(due: number): boolean {
    return due >= this.#from && due < this.#to
  }

  #readServerCpu(): number {
    return this.#pid === undefined ? 0 : cpuNanoseconds(this.#pid) / 1000
  }
}

function readOwnCpu(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
