import { performance, type EventLoopUtilization } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Openings and closings that make a collection worth its pause, at least. */
const leastChurn = 2_000

/** Most of the last second that the thread may have been busy, and still count as idle. */
const idleUtilisation = 0.05

const checkEveryMs = 1_000

/**
 * Gives memory back after many sessions have come or gone: V8 leaves a heap alone in which nothing is allocated, and the
 * memory of a thousand closed sessions stays taken until others need it.
 *
 * Collects in an idle second, and only when as much as half of what is open has changed since the last time, so that the
 * pause (about 15 ms per 1,000 open sessions) stays rare.
 */
export class IdleCollector {
  readonly #open: () => number
  readonly #timer: NodeJS.Timeout
  #churn = 0
  #lastCheck: EventLoopUtilization = performance.eventLoopUtilization()

  /** @param open how many sessions the thread has now */
  constructor(open: () => number) {
    this.#open = open
    this.#timer = setInterval(() => this.#check(), checkEveryMs)
    this.#timer.unref()
  }

  /** A session was opened or closed. */
  churned(): void {
    this.#churn++
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }

  #check(): void {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#lastCheck)
    this.#lastCheck = now
    if (utilization > idleUtilisation || this.#churn < Math.max(leastChurn, this.#open() / 2)) return
    this.#churn = 0
    collect()
  }
}

let gc: ((options: object) => void) | undefined

function collect(): void {
  if (!gc) {
    setFlagsFromString('--expose-gc')
    gc = runInNewContext('gc') as (options: object) => void
  }
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
