import type { Placement } from './session-thread.ts'

/** After one offence a client's session is kept alone for `firstMs`, twice as long after each further one. */
const quarantine = { firstMs: 60_000, mostMs: 3_600_000 }

/** Without a further one for so long, a client's offences are forgotten. */
const forgottenAfterMs = 3_600_000

/** Clients that are remembered, at most; then the one whose last offence is oldest is forgotten. */
const mostClients = 10_000

interface Record {
  readonly count: number
  /** Of the last one, in ms of the clock. */
  readonly at: number
}

/** Whose sessions have harmed their threads. By client id, so that to connect again is no way out. */
export class Offences {
  readonly #now: () => number
  /** In order of the last offence. */
  readonly #records = new Map<string, Record>()

  /** @param now a monotonic clock, in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  record(clientId: string): void {
    const count = (this.#recall(clientId)?.count ?? 0) + 1
    this.#records.delete(clientId)
    this.#records.set(clientId, { count, at: this.#now() })
    const [oldest] = this.#records.keys()
    if (this.#records.size > mostClients && oldest !== undefined) this.#records.delete(oldest)
  }

  /** How many are remembered of the client. */
  countOf(clientId: string): number {
    return this.#recall(clientId)?.count ?? 0
  }

  /** Where the client's session is to be opened next. */
  placement(clientId: string): Placement {
    const record = this.#recall(clientId)
    if (!record) return 'shared'
    const ms = Math.min(quarantine.mostMs, quarantine.firstMs * 2 ** (record.count - 1))
    return this.#now() - record.at < ms ? 'dedicated' : 'shared'
  }

  #recall(clientId: string): Record | undefined {
    const record = this.#records.get(clientId)
    if (!record || this.#now() - record.at < forgottenAfterMs) return record
    this.#records.delete(clientId)
    return undefined
  }
}
