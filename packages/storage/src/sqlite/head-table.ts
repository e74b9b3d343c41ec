import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { checkOwner, type Head } from '../ownership-check.ts'
import type { Ownership } from '../store.ts'
import { isSound, type Chain, type RecordRow, type RecordTable } from './record-table.ts'

/** A session's end as this writer knows it. */
export interface StoredHead extends Head, Chain {
  /** Of the session, or 0 while it has none: it has not written yet. */
  row: number
  lastRecord: number
  seq: number
}

/** Heads are written when so many records have come since: what a start has to go through at most. */
const writeEvery = 50_000

/**
 * The ends of the sessions' histories. The table holds them as of some record; those that have moved since are in memory,
 * and a start finds them again in the records that came after. So an append writes one row, its record.
 */
export class HeadTable {
  readonly #byName: StatementSync
  readonly #byRow: StatementSync
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #updateUpto: StatementSync
  /** Sessions that have an owner or differ from what is written. */
  readonly #heads = new Map<string, StoredHead>()
  readonly #unwritten = new Set<StoredHead>()
  #upto: number
  /** The highest epoch handed out. One count for all sessions: what it says of each is right without being written. */
  #epochs: number

  /** @param epochs the highest epoch handed out before, by whatever had this database open in this process */
  constructor(database: DatabaseSync, records: RecordTable, epochs: number) {
    const columns = 'id AS row, name AS sessionId, last_record AS lastRecord, seq, epoch'
    this.#byName = database.prepare(`SELECT ${columns} FROM sessions WHERE name = ?`)
    this.#byRow = database.prepare(`SELECT ${columns} FROM sessions WHERE id = ?`)
    this.#insert = database.prepare('INSERT INTO sessions (name, last_record, seq, epoch) VALUES (?, 0, 0, 0)')
    this.#update = database.prepare('UPDATE sessions SET last_record = ?, seq = ?, epoch = ? WHERE id = ?')
    this.#updateUpto = database.prepare('UPDATE heads SET upto = ?')
    this.#upto = Number(database.prepare('SELECT upto FROM heads').get()?.upto)
    this.#epochs = epochs
    this.#catchUp(records)
  }

  get epochs(): number {
    return this.#epochs
  }

  find(sessionId: string): StoredHead | undefined {
    return this.#heads.get(sessionId) ?? headOf(this.#byName.get(sessionId))
  }

  /** Makes the caller the owner, with a new epoch. */
  take(sessionId: string): StoredHead {
    const head = this.find(sessionId) ?? { sessionId, row: 0, lastRecord: 0, seq: 0, epoch: 0, owned: false }
    this.#epochs = Math.max(this.#epochs, head.epoch) + 1
    head.epoch = this.#epochs
    head.owned = true
    this.#heads.set(sessionId, head)
    return head
  }

  /** @throws {TutorError} `session_moved` */
  owned({ sessionId, epoch }: Ownership): StoredHead {
    const head = this.#heads.get(sessionId)
    checkOwner(head, epoch)
    return head
  }

  /** A session is written for the first time. */
  ensureRow(head: StoredHead): void {
    if (head.row === 0) head.row = Number(this.#insert.run(head.sessionId).lastInsertRowid)
  }

  /** The session's history goes on to this record. */
  advance(head: StoredHead, record: number, seq: number): void {
    head.lastRecord = record
    head.seq = seq
    this.#unwritten.add(head)
  }

  release(head: StoredHead): void {
    head.owned = false
    if (!this.#unwritten.has(head)) this.#heads.delete(head.sessionId)
  }

  /** The session is deleted. */
  drop(head: StoredHead): void {
    this.#heads.delete(head.sessionId)
    this.#unwritten.delete(head)
  }

  /** Whether a start would by now have many records to go through. */
  isLate(newest: number): boolean {
    return newest - this.#upto >= writeEvery
  }

  /** Writes the heads as of the newest record. */
  write(newest: number): void {
    for (const head of this.#unwritten) {
      this.#update.run(head.lastRecord, head.seq, head.epoch, head.row)
      if (!head.owned) this.#heads.delete(head.sessionId)
    }
    this.#updateUpto.run(newest)
    this.#unwritten.clear()
    this.#upto = newest
  }

  #catchUp(records: RecordTable): void {
    const byRow = new Map<number, StoredHead>()
    for (const record of records.since(this.#upto)) {
      const head = byRow.get(record.session) ?? headOf(this.#byRow.get(record.session))
      if (!head && isSound(record)) throw new Error(`record ${record.id} is of no session`)
      if (!isSound(record)) this.#blame(record, byRow)
      if (!head) continue
      byRow.set(head.row, head)
      this.#heads.set(head.sessionId, head)
      head.epoch = Math.max(head.epoch, record.epoch)
      this.advance(head, record.id, record.seq + record.count - 1)
    }
  }

  /**
   * A damaged record may name the wrong session. The one whose last record comes before it ends with it too, so that the
   * damage is found when that one is opened and nothing is taken for its end that is not.
   */
  #blame(record: RecordRow, byRow: ReadonlyMap<number, StoredHead>): void {
    for (const head of byRow.values()) if (head.lastRecord === record.previous) this.advance(head, record.id, head.seq)
  }
}

function headOf(row: unknown): StoredHead | undefined {
  return row ? { ...(row as Omit<StoredHead, 'owned'>), owned: false } : undefined
}
