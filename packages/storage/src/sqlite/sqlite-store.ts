import { TutorError } from '@tutor/protocol'
import type { Append, OpenedHistory, Ownership, Snapshot, Store, StoredRecord } from '../store.ts'
import { getBlob, putBlob } from './blob-transfer.ts'
import { CommitQueue } from './commit-queue.ts'
import { copyDatabase } from './database-file.ts'
import { Journal } from './journal.ts'

/** A store in one SQLite database in a data folder. The only writer of it, and the lock on it. */
export class SqliteStore implements Store {
  readonly #queue: CommitQueue
  readonly #backups = new Set<Promise<void>>()
  #closing: Promise<void> | undefined

  private constructor(folder: string) {
    this.#queue = new CommitQueue((epochs) => Journal.open(folder, epochs))
  }

  /**
   * @param folder is created when it is not there
   * @throws {StoreLockedError | StoreTooNewError | StoreDamagedError} for the operator
   */
  static open(folder: string): SqliteStore {
    return new SqliteStore(folder)
  }

  async open(sessionId: string): Promise<OpenedHistory> {
    const session = await this.#queue.write((journal) => journal.take(sessionId))
    return this.#queue.read((journal) => journal.history(session))
  }

  append(append: Append): Promise<void> {
    return this.#queue.write((journal) => journal.append(append))
  }

  read(sessionId: string, after: number, maxBytes: number): Promise<readonly StoredRecord[]> {
    return this.#queue.read((journal) => journal.read(sessionId, after, maxBytes))
  }

  saveSnapshot(session: Ownership, snapshot: Snapshot): Promise<void> {
    return this.#queue.write((journal) => journal.saveSnapshot(session, snapshot))
  }

  async forget(session: Ownership, seq: number): Promise<void> {
    // A page at a time, so that a long history holds up nobody's commit.
    while ((await this.#queue.write((journal) => journal.forget(session, seq))) === 'more');
    await this.#queue.between((journal) => journal.emptyLog())
  }

  async erase(session: Ownership): Promise<void> {
    const row = await this.#queue.write((journal) => journal.beginErasing(session))
    if (row === undefined) return
    while ((await this.#queue.write((journal) => journal.eraseMore(row))) === 'more');
    await this.#queue.between((journal) => journal.emptyLog())
  }

  putBlob(session: Ownership, hash: string, bytes: Uint8Array): Promise<void> {
    return putBlob(this.#queue, { session, hash, bytes })
  }

  readBlob(hash: string): Promise<Uint8Array | undefined> {
    return getBlob(this.#queue, hash)
  }

  async release(session: Ownership): Promise<void> {
    // A former owner has nothing to give back, and after a failure of the disk nobody owns anything.
    await this.#queue.write((journal) => journal.release(session)).catch(() => undefined)
  }

  async backup(path: string): Promise<void> {
    const copying = this.#queue.read((journal) => journal.database).then((database) => copyDatabase(database, path))
    this.#backups.add(copying)
    try {
      await copying
    } catch (thrown) {
      if (thrown instanceof TutorError) throw thrown
      throw new TutorError('storage_unavailable', `The backup to ${path} failed: ${String(thrown)}`, { cause: thrown })
    } finally {
      this.#backups.delete(copying)
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const journal = this.#queue.close()
    await Promise.allSettled(this.#backups)
    journal?.close()
  }
}
