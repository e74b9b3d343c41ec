import type { StoredRecord } from './store.ts'

/** The last records of a session: those that hold its last `limit` events, and at most as many again. */
export class RecentRecords {
  readonly #limit: number
  /** Ascending. What lies before `#start` is dropped in bulk, so that an append moves nothing. */
  #records: StoredRecord[] = []
  #start = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  push(record: StoredRecord): void {
    this.#records.push(record)
    const oldestWanted = record.seq + record.count - this.#limit
    while (endOf(this.#records[this.#start]!) < oldestWanted) this.#start++
    if (this.#start * 2 <= this.#records.length) return
    this.#records = this.#records.slice(this.#start)
    this.#start = 0
  }

  /** Drops the records that hold no event after `seq`, but for the last one. */
  forget(seq: number): void {
    const first = Math.min(this.#indexAfter(seq), this.#records.length - 1)
    if (first <= this.#start) return
    this.#records = this.#records.slice(first)
    this.#start = 0
  }

  /** From the first record that holds an event after `after`. */
  after(after: number, maxBytes: number): StoredRecord[] {
    let next = this.#indexAfter(after)
    const found: StoredRecord[] = []
    for (let bytes = 0; bytes < maxBytes && next < this.#records.length; next++) {
      const record = this.#records[next]!
      found.push(record)
      bytes += Buffer.byteLength(record.body)
    }
    return found
  }

  #indexAfter(after: number): number {
    let low = this.#start
    let high = this.#records.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (endOf(this.#records[middle]!) > after) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** `seq` of the record's last event. */
function endOf({ seq, count }: StoredRecord): number {
  return seq + count - 1
}
