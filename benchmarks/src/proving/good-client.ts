import { LoadClient } from '../load-client/load-client.ts'
import type { DriveResult } from '../load-client/measurement.ts'

const connections = 40
const perSecond = 200
const warmUpSeconds = 1

/** Learners in a process of their own who ask at an even pace, and notice whatever the server does under attack. */
export class GoodClient {
  readonly #client = new LoadClient(new AbortController().signal)

  static async open(origin: string): Promise<GoodClient> {
    const good = new GoodClient()
    const speech = { kind: 'canary', bytes: 64 } as const
    await good.#client.open({ address: `${origin}/ws/`, protocol: 'tutor.v1', speech, connections, parallel: 20 })
    return good
  }

  /** @throws LoadFailure when an answer is wrong or missing, or a connection ends */
  drive(seconds: number): Promise<DriveResult> {
    return this.#client.drive({ pace: { kind: 'dripping', perSecond }, warmUpSeconds, seconds })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
  }
}

/** `p99 3.1 ms, before it 2.9 ms (1.07)` */
export function comparePace(before: DriveResult, during: DriveResult): string {
  const ratio = (during.p99Ms / before.p99Ms).toFixed(2)
  return `p99 ${during.p99Ms.toFixed(1)} ms, before it ${before.p99Ms.toFixed(1)} ms (${ratio})`
}
