import { EventType, type EventEnvelope, type Position } from '@tutor/protocol'
import { within } from './within.ts'

export interface Entry extends EventEnvelope {
  /** The frame as it came. */
  readonly frame: string
  /** When it came, as `performance.now()`. */
  readonly at: number
}

/** A session's events as one client has them, from the first on. */
export class Transcript {
  readonly #entries: Entry[] = []
  readonly #fault: (what: string) => void
  readonly #awaited: { readonly seq: number; readonly reached: () => void }[] = []

  /** @param fault told of every event that does not follow the last one */
  constructor(fault: (what: string) => void) {
    this.#fault = fault
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get position(): Position {
    const last = this.#entries.at(-1)
    return { epoch: last?.epoch ?? 0, seq: last?.seq ?? 0 }
  }

  add(entry: Entry): void {
    const { epoch, seq } = this.position
    if (entry.seq !== seq + 1) this.#fault(`the event ${entry.seq} came after ${seq}`)
    if (entry.epoch < epoch) this.#fault(`the event ${entry.seq} is of epoch ${entry.epoch}, after one of ${epoch}`)
    this.#entries.push(entry)
    while (this.#awaited[0] !== undefined && this.#awaited[0].seq <= entry.seq) this.#awaited.shift()?.reached()
  }

  /** Resolves when it has so many events. @throws Error when that takes a minute */
  async reaches(seq: number): Promise<void> {
    if (this.position.seq >= seq) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#awaited.push({ seq, reached: resolve })
    this.#awaited.sort((a, b) => a.seq - b.seq)
    await within(promise, () => `a client has ${this.position.seq} of ${seq} events`)
  }

  /** @returns the `seq` of the first event that is not, to the letter, that of the history */
  differsFrom(history: readonly Entry[]): number | undefined {
    const length = Math.max(history.length, this.#entries.length)
    for (let index = 0; index < length; index++) {
      if (this.#entries[index]?.frame !== history[index]?.frame) return index + 1
    }
    return undefined
  }

  /**
   * Forgets what was lost with the server. Nothing but text may be.
   *
   * @returns what is forgotten
   */
  rewind(seq: number): readonly Entry[] {
    if (seq > this.#entries.length) this.#fault(`the server resynced to ${seq}, after ${this.#entries.length}`)
    const forgotten = this.#entries.splice(seq)
    const kept = forgotten.find(({ event }) => event.type !== EventType.TEXT_MESSAGE_CONTENT)
    if (kept !== undefined) this.#fault(`the server took ${kept.event.type} (${kept.seq}) back`)
    return forgotten
  }
}
