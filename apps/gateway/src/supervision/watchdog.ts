import { availableParallelism, loadavg } from 'node:os'
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
  /** Threads of the whole machine that want to run, per core. */
  readonly crowding?: () => number
}

const checkEveryMs = 100

/** A thread that has been silent for so long may be the one that fills memory, in ms. */
const suspiciousMs = 500

/** So much more resident memory while one session's code runs and does not pause is not waited out, in bytes. */
const swelling = 100 * 1024 * 1024

/** Less than this, in bytes of heap and Buffers, is not worth a thread's end. */
const worthEnding = 64 * 1024 * 1024

/** The memory of a thread that was ended takes a while to come back, in ms; until then no other is ended for it. */
const graceMs = 2_000

/** On a machine with more threads per core than this, one that is silent perhaps only waits for its turn. */
const crowded = 2

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
    const { condemn, threads, residentMemory = () => process.memoryUsage.rss() } = this.#options
    const resident = residentMemory()
    for (const thread of threads()) {
      thread.look(elapsedMs, resident)
      const fault = this.#findFault(thread, resident)
      if (fault) condemn(thread, fault)
    }
    this.#checkResident(resident)
  }

  #findFault({ pulse, silentMs, residentBefore }: SessionThread, resident: number): Fault | undefined {
    if (this.#isTooLong(silentMs)) return 'hung'
    if (pulse.vitality.external > this.#options.settings.threadBuffersMb * mebibyte) return 'buffers'
    // A heap that fills takes longer and longer to collect: its own bound would be met too late for the others.
    return silentMs >= suspiciousMs && pulse.running !== 0 && resident - residentBefore > swelling ? 'memory' : undefined
  }

  /** Order: the machine is only asked about a thread that is silent, since this runs ten times a second. */
  #isTooLong(silentMs: number): boolean {
    const { settings, crowding = loadPerCore } = this.#options
    return silentMs > settings.hangMs && silentMs > settings.hangMs * (crowding() / crowded)
  }

  #checkResident(resident: number): void {
    const { settings, condemn } = this.#options
    if (this.#graceMs > 0 || resident <= settings.maxRssMb * mebibyte) return
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

/** Over the last minute. */
function loadPerCore(): number {
  return loadavg()[0]! / availableParallelism()
}
