import { TutorError } from '@tutor/protocol'
import { MemoryBlobs } from './memory-blobs.ts'
import { checkFollows, checkForgettable, checkOwner, checkSnapshot, type Head } from './ownership-check.ts'
import { RecentRecords } from './recent-records.ts'
import type { Append, OpenedHistory, Ownership, Snapshot, Store, StoredRecord } from './store.ts'

export interface MemoryStoreOptions {
  /** How many of its last events a session can read again, 0 for none; 4,096 unless told. */
  readonly events?: number
  /** Whether a session that is released is forgotten with its blobs, instead of being there for its next owner. */
  readonly forgetsReleased?: boolean
}

interface History extends Head {
  readonly records: RecentRecords
  snapshot?: Snapshot
}

const done = Promise.resolve()

/**
 * A store that ends with the process and forgets the oldest records of long histories: a read of what it has forgotten
 * begins later than asked for.
 */
export class MemoryStore implements Store {
  readonly #events: number
  readonly #forgetsReleased: boolean
  readonly #histories = new Map<string, History>()
  readonly #blobs = new MemoryBlobs()
  /** The highest epoch handed out. One count for all sessions: a session that was forgotten never gets an old one again. */
  #epochs = 0
  #closed = false

  constructor({ events = 4096, forgetsReleased = false }: MemoryStoreOptions = {}) {
    this.#events = events
    this.#forgetsReleased = forgetsReleased
  }

  open(sessionId: string): Promise<OpenedHistory> {
    return this.#answer(() => {
      const history = this.#histories.get(sessionId) ?? this.#begin(sessionId)
      this.#blobs.release(sessionId)
      history.epoch = ++this.#epochs
      history.owned = true
      const { epoch, snapshot, records } = history
      return { epoch, ...(snapshot && { snapshot }), records: records.after(snapshot?.seq ?? 0, Infinity) }
    })
  }

  append(append: Append): Promise<void> {
    try {
      this.#append(append)
      return done
    } catch (thrown) {
      return Promise.reject(thrown)
    }
  }

  read(sessionId: string, after: number, maxBytes: number): Promise<readonly StoredRecord[]> {
    return this.#answer(() => this.#histories.get(sessionId)?.records.after(after, maxBytes) ?? [])
  }

  saveSnapshot(session: Ownership, snapshot: Snapshot): Promise<void> {
    return this.#answer(() => {
      const history = this.#owned(session)
      checkSnapshot(history, snapshot)
      history.snapshot = snapshot
    })
  }

  forget(session: Ownership, seq: number): Promise<void> {
    return this.#answer(() => {
      const { snapshot, records } = this.#owned(session)
      checkForgettable(snapshot, seq)
      records.forget(seq)
    })
  }

  erase(session: Ownership): Promise<void> {
    return this.#answer(() => {
      const { sessionId } = this.#owned(session)
      this.#histories.delete(sessionId)
      this.#blobs.release(sessionId)
      this.#blobs.forget(sessionId)
    })
  }

  putBlob(session: Ownership, hash: string, bytes: Uint8Array): Promise<void> {
    return this.#answer(() => {
      this.#owned(session)
      this.#blobs.put(session.sessionId, hash, bytes)
    })
  }

  readBlob(hash: string): Promise<Uint8Array | undefined> {
    return this.#answer(() => this.#blobs.read(hash))
  }

  release({ sessionId, epoch }: Ownership): Promise<void> {
    const history = this.#histories.get(sessionId)
    if (!history?.owned || history.epoch !== epoch) return done
    history.owned = false
    this.#blobs.release(sessionId)
    if (this.#forgetsReleased || (history.seq === 0 && !history.snapshot)) this.#histories.delete(sessionId)
    if (this.#forgetsReleased && history.seq > 0) this.#blobs.forget(sessionId)
    return done
  }

  /** A store in memory has nothing that a file could bring back. */
  backup(): Promise<void> {
    return Promise.reject(new TutorError('storage_unavailable', 'A store in memory cannot be backed up.'))
  }

  close(): Promise<void> {
    this.#closed = true
    return done
  }

  #append(append: Append): void {
    const history = this.#owned(append)
    checkFollows(history, append)
    if (append.blobs) this.#blobs.change(append.sessionId, append.blobs)
    const { epoch, seq, count, version } = append
    // A body can be work to make, and its events a burden to keep.
    if (this.#events > 0) history.records.push({ epoch, seq, count, version, body: append.body })
    history.seq = seq + count - 1
  }

  #begin(sessionId: string): History {
    const records = new RecentRecords(this.#events)
    const history: History = { sessionId, epoch: 0, owned: false, seq: 0, records }
    this.#histories.set(sessionId, history)
    return history
  }

  #owned({ sessionId, epoch }: Ownership): History {
    if (this.#closed) throw new TutorError('storage_unavailable')
    const history = this.#histories.get(sessionId)
    checkOwner(history, epoch)
    return history
  }

  // oxlint-disable-next-line typescript/require-await
  async #answer<T>(work: () => T): Promise<T> {
    if (this.#closed) throw new TutorError('storage_unavailable')
    return work()
  }
}
