import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { checkFollows, checkForgettable, checkSnapshot } from '../ownership-check.ts'
import type { Append, OpenedHistory, Ownership, Snapshot, StoredRecord } from '../store.ts'
import { BlobTable } from './blob-table.ts'
import { contained, damaged } from './damage.ts'
import { isDamage, openDatabase } from './database-file.ts'
import { ErasureTable } from './erasure-table.ts'
import { HeadTable, type StoredHead } from './head-table.ts'
import { StoreDamagedError } from './opening-errors.ts'
import { RecordTable } from './record-table.ts'
import { SnapshotTable } from './snapshot-table.ts'

/**
 * What one opened database holds. All of it is synchronous; what writes is called inside a transaction, and when that
 * fails the whole journal is thrown away, since what it knows in memory is then ahead of the disk.
 */
export class Journal {
  readonly database: DatabaseSync
  readonly blobs: BlobTable
  readonly #records: RecordTable
  readonly #heads: HeadTable
  readonly #snapshots: SnapshotTable
  readonly #erasures: ErasureTable
  readonly #begin: StatementSync
  readonly #commit: StatementSync

  private constructor(database: DatabaseSync, epochs: number) {
    this.database = database
    this.#records = new RecordTable(database)
    this.#heads = new HeadTable(database, this.#records, epochs)
    this.#snapshots = new SnapshotTable(database)
    this.blobs = new BlobTable(database)
    this.#erasures = new ErasureTable(database)
    this.#begin = database.prepare('BEGIN')
    this.#commit = database.prepare('COMMIT')
  }

  /**
   * @param epochs the highest epoch that a former journal on this database handed out
   * @throws {StoreLockedError | StoreTooNewError | StoreDamagedError} for the operator
   */
  static open(folder: string, epochs: number): Journal {
    const database = openDatabase(folder)
    try {
      return new Journal(database, epochs)
    } catch (thrown) {
      database.close()
      throw isDamage(thrown) ? new StoreDamagedError(folder, { cause: thrown }) : thrown
    }
  }

  /** The highest epoch handed out. */
  get epochs(): number {
    return this.#heads.epochs
  }

  /** Makes the caller the owner. */
  take(sessionId: string): Ownership {
    return contained(() => {
      const { epoch } = this.#heads.take(sessionId)
      this.blobs.release(sessionId)
      return { sessionId, epoch }
    })
  }

  /** What the new owner has to know. */
  history(session: Ownership): OpenedHistory {
    const head = this.#heads.owned(session)
    try {
      return contained(() => this.#history(head))
    } catch (thrown) {
      this.#heads.release(head)
      throw thrown
    }
  }

  append(append: Append): void {
    const head = this.#heads.owned(append)
    checkFollows(head, append)
    if (append.blobs) this.blobs.checkKeeps(head, append.blobs.keep)
    this.#heads.ensureRow(head)
    if (append.blobs) this.blobs.change(head, append.blobs)
    this.#heads.advance(head, this.#records.insert(head, append), append.seq + append.count - 1)
  }

  read(sessionId: string, after: number, maxBytes: number): StoredRecord[] {
    return contained(() => {
      const head = this.#heads.find(sessionId)
      return head ? this.#records.read(head, after, maxBytes) : []
    })
  }

  saveSnapshot(session: Ownership, snapshot: Snapshot): void {
    const head = this.#heads.owned(session)
    checkSnapshot(head, snapshot)
    this.#heads.ensureRow(head)
    this.#snapshots.put(head.row, snapshot)
  }

  /** Deletes a page of the records that hold no event after `seq`. @returns whether there are more of them */
  forget(session: Ownership, seq: number): 'more' | 'done' {
    const head = this.#heads.owned(session)
    return contained(() => {
      checkForgettable(this.#snapshots.get(head.row), seq)
      return this.#records.forget(head, seq)
    })
  }

  /** Takes the session away from everybody. @returns the row of what is left to be deleted, page by page; none where nothing was written */
  beginErasing(session: Ownership): number | undefined {
    const head = this.#heads.owned(session)
    if (head.row > 0) {
      this.blobs.eraseUses(head)
      this.#erasures.begin(head, head.epoch)
    }
    this.blobs.release(session.sessionId)
    this.#heads.drop(head)
    return head.row > 0 ? head.row : undefined
  }

  eraseMore(row: number): 'more' | 'done' {
    return this.#erasures.deletePage(row)
  }

  /** Takes out of the log what was deleted. Only between transactions; where somebody still reads from the log it happens later. */
  emptyLog(): void {
    try {
      this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // A backup is under way; or the disk fails, which the next commit tells.
    }
  }

  checkOwner(session: Ownership): void {
    this.#heads.owned(session)
  }

  release(session: Ownership): void {
    this.#heads.release(this.#heads.owned(session))
    this.blobs.release(session.sessionId)
  }

  /**
   * Before the first transaction. A log that a failed sync has left behind may be whole in the system's cache only, so it is
   * emptied into the database; and what nothing keeps, or is to be erased, is deleted.
   */
  makeReadyToWrite(): void {
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.begin()
    this.blobs.sweep()
    this.#finishErasing()
    this.commit()
  }

  begin(): void {
    this.#begin.run()
  }

  /** Returns when the transaction would survive the loss of power. */
  commit(): void {
    if (this.#heads.isLate(this.#records.newest)) this.#heads.write(this.#records.newest)
    this.#commit.run()
  }

  /** Leaves the next start nothing to go through. */
  close(): void {
    try {
      this.begin()
      this.#heads.write(this.#records.newest)
      this.commit()
    } catch {
      // The disk fails; then the next start goes through the records, as after a crash.
    }
    this.database.close()
  }

  /** Gives up what is not committed. */
  abandon(): void {
    try {
      // A backup under way outlives the closing, and would wait for the end of the transaction for ever.
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
    } catch {
      // The disk fails here too; closing gives the transaction up in any case.
    }
    this.database.close()
  }

  #finishErasing(): void {
    for (const { row, name } of this.#erasures.begun()) {
      const head = this.#heads.find(name)
      if (head) this.#heads.drop(head)
      while (this.#erasures.deletePage(row) === 'more');
    }
  }

  #history(head: StoredHead): OpenedHistory {
    this.#records.checkEnd(head)
    const snapshot = this.#snapshots.get(head.row)
    if (snapshot && snapshot.seq > head.seq) throw damaged(`the snapshot is ahead of the history's end, ${head.seq}`)
    const records = this.#records.read(head, snapshot?.seq ?? 0, Infinity)
    return { epoch: head.epoch, ...(snapshot && { snapshot }), records }
  }
}
