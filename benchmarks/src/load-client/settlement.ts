import { setTimeout as wait } from 'node:timers/promises'
import { readPlacement } from '../health.ts'
import { LoadFailure } from './load-failure.ts'

const patienceMs = 10_000
const lookMs = 10

/** Which session thread a session was put on that has just been opened, by what the gateway says of its threads. */
export class Settlement {
  readonly #origin: string
  #last: ReadonlyMap<number, number>

  /** @param origin `http://127.0.0.1:8080` of a gateway at which nobody else opens sessions */
  static async begin(origin: string): Promise<Settlement> {
    return new Settlement(origin, await readPlacement(origin))
  }

  private constructor(origin: string, last: ReadonlyMap<number, number>) {
    this.#origin = origin
    this.#last = last
  }

  /**
   * Waits for the next beats of the threads, with which they tell how many sessions they have.
   *
   * @returns the thread that has one session more than at the last call
   * @throws LoadFailure `placement_unknown` when there is no such within 10 s
   */
  async newest(): Promise<number> {
    const last = this.#last
    for (const until = performance.now() + patienceMs; performance.now() < until; await wait(lookMs)) {
      this.#last = await readPlacement(this.#origin)
      for (const [thread, sessions] of this.#last) if (sessions > (last.get(thread) ?? 0)) return thread
    }
    throw new LoadFailure('placement_unknown', 'The gateway does not say on which thread the last session is.')
  }
}
