import type { EventLoopUtilization } from 'node:perf_hooks'
import type { Worker } from 'node:worker_threads'
import type { SessionLink } from '../worker-pool.ts'
import type { Pulse } from './pulse.ts'

/** `shared` by many sessions, or `dedicated` to one that has done harm. */
export type Placement = 'shared' | 'dedicated'

export interface ThreadReport {
  readonly threadId: number
  readonly placement: Placement
  readonly sessions: number
  /** Share of the last seconds in which it was busy, 0 to 1. */
  readonly utilisation: number
  /** Bytes of JavaScript heap in use, and of Buffers and the like beside it, at the thread's last beat. */
  readonly heapUsed: number
  readonly external: number
  /** Calls that the store had not answered then. */
  readonly storing: number
  /** Time without a beat, in ms. */
  readonly silentMs: number
  /** Characters that wait for the thread. */
  readonly queuedCharacters: number
}

export interface SessionThreadParts {
  readonly worker: Worker
  readonly placement: Placement
  readonly link: SessionLink
  readonly pulse: Pulse
}

/** How much the newest look counts in the utilisation: a second ago still counts a third. */
const newest = 0.1

/** A session thread that has said hello, as the gateway sees it. */
export class SessionThread {
  readonly id: number
  readonly placement: Placement
  readonly link: SessionLink
  readonly pulse: Pulse
  readonly #worker: Worker
  #beats = 0
  #silentMs = 0
  #residentBefore = 0
  #lastUse: EventLoopUtilization
  #utilisation = 0
  #ended = false

  constructor({ worker, placement, link, pulse }: SessionThreadParts) {
    this.id = worker.threadId
    this.placement = placement
    this.link = link
    this.pulse = pulse
    this.#worker = worker
    this.#lastUse = worker.performance.eventLoopUtilization()
  }

  /** Time without a beat, in ms, as far as it was watched. */
  get silentMs(): number {
    return this.#silentMs
  }

  /** What the process had, in bytes of resident memory, when the thread was first seen with its last beat. */
  get residentBefore(): number {
    return this.#residentBefore
  }

  get utilisation(): number {
    return this.#utilisation
  }

  /** Whether it was told to end, or has ended. */
  get isEnded(): boolean {
    return this.#ended
  }

  /** Sees how the thread is. @param elapsedMs time since the last look @param resident memory of the process, in bytes */
  look(elapsedMs: number, resident: number): void {
    const { beats } = this.pulse
    this.pulse.looked()
    if (beats === this.#beats) {
      this.#silentMs += elapsedMs
    } else {
      this.#beats = beats
      this.#silentMs = 0
      this.#residentBefore = resident
    }
    const use = this.#worker.performance.eventLoopUtilization()
    const { utilization } = this.#worker.performance.eventLoopUtilization(use, this.#lastUse)
    this.#utilisation += newest * (utilization - this.#utilisation)
    this.#lastUse = use
  }

  report(): ThreadReport {
    return { threadId: this.id, placement: this.placement, utilisation: Math.round(this.#utilisation * 1000) / 1000, silentMs: Math.round(this.#silentMs), queuedCharacters: this.link.queuedCharacters, ...this.pulse.vitality }
  }

  /** Ends the thread, whatever it does; the tasks on it reject. Idempotent. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    void this.#worker.terminate()
  }

  /** The thread ends without having been told to from here. */
  hasEnded(): void {
    this.#ended = true
  }
}
