import type { FaultView } from '@tutor/protocol'

/** Faults that differ, at most; then the one that has not come for longest is forgotten. */
const mostFaults = 100

/** What went wrong and what operators did, since the server's start: what is alike is one entry and is counted. */
export class FaultBook {
  readonly #now: () => number
  /** In order of the last time. */
  readonly #faults = new Map<string, FaultView>()

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now
  }

  /** The newest first. */
  get all(): readonly FaultView[] {
    return [...this.#faults.values()].toReversed()
  }

  record(fault: Omit<FaultView, 'count' | 'at'>): void {
    const { kind, code, client = '', threadId = '', operator = '' } = fault
    const key = [kind, code, threadId, operator, client].join(' ')
    const count = (this.#faults.get(key)?.count ?? 0) + 1
    this.#faults.delete(key)
    this.#faults.set(key, { ...fault, count, at: this.#now() })
    const [oldest] = this.#faults.keys()
    if (this.#faults.size > mostFaults && oldest !== undefined) this.#faults.delete(oldest)
  }
}
