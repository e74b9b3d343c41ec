import type { SessionThread } from './session-thread.ts'
import type { SupervisionSettings } from './supervision-settings.ts'

/** Why a thread is ended: it gives no sign of life, holds too many Buffers, or the process has too much memory. */
export type Fault = 'hung' | 'buffers' | 'memory'

export interface WatchdogOptions {
  readonly settings: Pick<SupervisionSettings, 'hangMs' | 'threadBuffersMb' | 'maxRssMb'>
  readonly threads: () => Iterable<SessionThread>
  /** Ends the thread. */
  readonly condemn: (thread: SessionThread, fault: Fault) => void
  /** Resident memory of the process, in bytes. */
  readonly residentMemory?: () => number
}

const checkEveryMs = 250

/** When memory is short, a thread that has been silent for so long is taken for the one that fills it, in ms. */
const suspiciousMs = 500

/** Less than this, in bytes of heap and Buffers, is not worth a thread's end. */
const worthEnding = 64 * 1024 * 1024

/** The memory of a thread that was ended takes a while to come back, in ms; until then no other is ended for it. */
const graceMs = 2_000

const mebibyte = 1024 * 1024

/** Looks after the session threads from outside: ends those that hang, and those that take too much memory. */
export class Watchdog {
  readonly #options: WatchdogOptions
  readonly #timer: NodeJS.Timeout
  #checkedAt = performance.now()
  #graceMs = 0

  constructor(options: WatchdogOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.check(performance.now()), checkEveryMs)
    this.#timer.unref()
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }

  /** @param now in ms, monotonic */
  check(now: number): void {
    // A process that was held up as a whole (a debugger, SIGSTOP, a machine that slept) finds none of its threads guilty.
    const elapsedMs = Math.min(now - this.#checkedAt, 2 * checkEveryMs)
    this.#checkedAt = now
    this.#graceMs -= elapsedMs
    const { settings, condemn } = this.#options
    for (const thread of this.#options.threads()) {
      thread.look(elapsedMs)
      if (thread.silentMs > settings.hangMs) condemn(thread, 'hung')
      else if (thread.pulse.vitality.external > settings.threadBuffersMb * mebibyte) condemn(thread, 'buffers')
    }
    this.#checkResident()
  }

  #checkResident(): void {
    const { settings, condemn, residentMemory = () => process.memoryUsage.rss() } = this.#options
    if (this.#graceMs > 0 || residentMemory() <= settings.maxRssMb * mebibyte) return
    const thread = this.#mostSuspicious()
    if (!thread) return
    this.#graceMs = graceMs
    condemn(thread, 'memory')
  }

  /** A thread that fills memory without a pause cannot say how much it has. */
  #mostSuspicious(): SessionThread | undefined {
    const threads = [...this.#options.threads()]
    const silent = threads.find(({ silentMs }) => silentMs >= suspiciousMs)
    const size = ({ pulse: { vitality } }: SessionThread): number => vitality.heapUsed + vitality.external
    const [largest] = threads.toSorted((a, b) => size(b) - size(a))
    return silent ?? (largest && size(largest) >= worthEnding ? largest : undefined)
  }
}
