import { limits, type RunMessage } from '@tutor/protocol'

/** What a snapshot holds of it, oldest first: each message's id in two hashes, then the checksum of its run id and text. */
export type StoredMessages = readonly number[]

type Taken = Pick<RunMessage, 'runId' | 'message'>

/** Two seeds make one hash of 64 bits out of two of 32: messages are told apart by it. */
const seeds = { first: 0x811c9dc5, second: 0x9e3779b9, checksum: 0x85ebca6b }

/** Shared: nobody writes to it. */
const empty = new Uint32Array(0)
const fields = 3
const smallest = 8

/**
 * Which messages the session has taken lately: the last {@link limits.rememberedMessages}. Numbers in a row and not a map of
 * texts, since every message of every session goes through here: it costs 3 KB at most, nothing to collect and a tenth of
 * the time.
 */
export class MessageMemory {
  /** First hashes, second hashes and checksums, of one capacity each; the oldest is overwritten. */
  #first = empty
  #second = empty
  #checksums = empty
  #count = 0

  constructor(stored: StoredMessages = []) {
    for (let at = 0; at < stored.length; at += fields) this.#put(stored[at]!, stored[at + 1]!, stored[at + 2]!)
  }

  toJSON(): StoredMessages {
    const capacity = this.#first.length
    const numbers: number[] = []
    for (let count = Math.max(0, this.#count - capacity); count < this.#count; count++) {
      const at = count % capacity
      numbers.push(this.#first[at]!, this.#second[at]!, this.#checksums[at]!)
    }
    return numbers
  }

  /** Whether a message with this id was taken: this very one, or another. */
  recall({ runId, message }: Taken): 'unknown' | 'same' | 'other' {
    const first = hash(message.id, seeds.first)
    let at = this.#first.indexOf(first)
    // Order: the tail of a ring that is not full yet is zeros, no message's.
    if (at < 0 || at >= this.#count) return 'unknown'
    const second = hash(message.id, seeds.second)
    while (at >= 0 && this.#second[at] !== second) at = this.#first.indexOf(first, at + 1)
    if (at < 0 || at >= this.#count) return 'unknown'
    return this.#checksums[at] === checksumOf(runId, message.content) ? 'same' : 'other'
  }

  remember({ runId, message }: Taken): void {
    this.#put(hash(message.id, seeds.first), hash(message.id, seeds.second), checksumOf(runId, message.content))
  }

  #put(first: number, second: number, checksum: number): void {
    const capacity = this.#first.length
    if (this.#count === capacity && capacity < limits.rememberedMessages) this.#grow(Math.max(smallest, capacity * 2))
    const at = this.#count++ % this.#first.length
    this.#first[at] = first
    this.#second[at] = second
    this.#checksums[at] = checksum
  }

  #grow(capacity: number): void {
    const grown = (numbers: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(Math.min(capacity, limits.rememberedMessages))
      larger.set(numbers)
      return larger
    }
    this.#first = grown(this.#first)
    this.#second = grown(this.#second)
    this.#checksums = grown(this.#checksums)
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
