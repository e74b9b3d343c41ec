import type { Append, Ownership } from '@tutor/storage'
import { encodeBody, journalVersion } from './journal-format.ts'
import type { PublishedEvent } from './published-event.ts'

/** Blobs that a session refers to from now on, or no longer, by hash. */
export interface BlobUse {
  readonly keep: readonly string[]
  readonly drop: readonly string[]
}

/** Events that are to be kept together. Their text is made when the store asks for it: one in memory may never do so. */
export class HistoryAppend implements Append {
  readonly sessionId: string
  readonly epoch: number
  readonly seq: number
  readonly count: number
  readonly version = journalVersion
  readonly blobs?: BlobUse
  readonly #events: readonly PublishedEvent[]

  /** @param events in a row, one at least */
  constructor({ sessionId, epoch }: Ownership, events: readonly PublishedEvent[], blobs: BlobUse | undefined) {
    this.sessionId = sessionId
    this.epoch = epoch
    this.seq = events[0]!.seq
    this.count = events.length
    this.#events = events
    if (blobs) this.blobs = blobs
  }

  get body(): string {
    return encodeBody(this.#events)
  }
}
