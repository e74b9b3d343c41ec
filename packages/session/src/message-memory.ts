import { limits, type RunMessage } from '@tutor/protocol'

/** What a snapshot holds of it, oldest first: each message's id in two hashes, then the checksum of its run id and text. */
export type StoredMessages = readonly number[]

type Taken = Pick<RunMessage, 'runId' | 'message'>

/** Two seeds make one hash of 64 bits out of two of 32: messages are told apart by it. */
const seeds = { first: 0x811c9dc5, second: 0x9e3779b9, checksum: 0x85ebca6b }

/** What is kept of a message, in a row; `before` is the number of the one before it in its chain. */
const cells = { first: 0, second: 1, checksum: 2, before: 3 } as const
const cellsEach = 4
/** Shared: nobody writes to it. */
const empty = new Uint32Array(0)
const storedEach = 3
const smallest = 8

/**
 * Which messages the session has taken lately: the last {@link limits.rememberedMessages}. Numbers in a row and not a map of
 * texts, since every message of every session goes through here: it costs 5 KB at most, nothing to collect and a tenth of
 * the time.
 */
export class MessageMemory {
  /** A ring, in which a message overwrites the oldest. Messages are numbered from 1. */
  #ring = empty
  /** Of each chain the number of its last message, 0 where it has none; as many as the ring has places. A chain ends at a message that was overwritten. */
  #chains = empty
  #count = 0

  constructor(stored: StoredMessages = []) {
    this.#putAll(stored)
  }

  toJSON(): StoredMessages {
    const numbers: number[] = []
    for (let number = this.#forgotten + 1; number <= this.#count; number++) {
      const at = this.#placeOf(number)
      numbers.push(this.#ring[at]!, this.#ring[at + cells.second]!, this.#ring[at + cells.checksum]!)
    }
    return numbers
  }

  /** Whether a message with this id was taken: this very one, or another. */
  recall({ runId, message }: Taken): 'unknown' | 'same' | 'other' {
    const at = this.#find(message.id)
    if (at === undefined) return 'unknown'
    return this.#ring[at + cells.checksum] === checksumOf(runId, message.content) ? 'same' : 'other'
  }

  remember({ runId, message }: Taken): void {
    this.#put(hash(message.id, seeds.first), hash(message.id, seeds.second), checksumOf(runId, message.content))
  }

  /** How many of the first messages are not there any more. */
  get #forgotten(): number {
    return Math.max(0, this.#count - this.#chains.length)
  }

  #placeOf(number: number): number {
    return ((number - 1) % this.#chains.length) * cellsEach
  }

  #find(id: string): number | undefined {
    if (this.#count === 0) return undefined
    const first = hash(id, seeds.first)
    const forgotten = this.#forgotten
    for (let number = this.#chains[first % this.#chains.length]!; number > forgotten; ) {
      const at = this.#placeOf(number)
      if (this.#ring[at] === first && this.#ring[at + cells.second] === hash(id, seeds.second)) return at
      number = this.#ring[at + cells.before]!
    }
    return undefined
  }

  #putAll(stored: StoredMessages): void {
    for (let at = 0; at < stored.length; at += storedEach) this.#put(stored[at]!, stored[at + 1]!, stored[at + 2]!)
  }

  #put(first: number, second: number, checksum: number): void {
    const places = this.#chains.length
    if (this.#count === places && places < limits.rememberedMessages) this.#grow(Math.max(smallest, places * 2))
    const chain = first % this.#chains.length
    const at = this.#placeOf(++this.#count)
    this.#ring[at + cells.first] = first
    this.#ring[at + cells.second] = second
    this.#ring[at + cells.checksum] = checksum
    this.#ring[at + cells.before] = this.#chains[chain]!
    this.#chains[chain] = this.#count
  }

  #grow(places: number): void {
    const stored = this.toJSON()
    this.#ring = new Uint32Array(places * cellsEach)
    this.#chains = new Uint32Array(places)
    this.#count = 0
    this.#putAll(stored)
  }
}

function checksumOf(runId: string, content: string): number {
  return hash(content, hash(runId, seeds.checksum))
}

/** FNV-1a over the UTF-16 code units. */
function hash(text: string, seed: number): number {
  let sum = seed
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum >>> 0
}
