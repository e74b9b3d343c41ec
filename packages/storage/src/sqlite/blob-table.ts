import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { BlobClaims } from '../blob-claims.ts'
import { unknownBlob } from '../blob-errors.ts'
import type { BlobChanges } from '../store.ts'
import type { StoredHead } from './head-table.ts'

/** Blobs by hash, in parts, each with the sessions that keep it. A blob without its row in `blobs` is not whole yet. */
export class BlobTable {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  readonly #claims = new BlobClaims()
  #newest: number

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#newest = Number(this.#sql('SELECT max(blob) AS newest FROM blob_parts').get()?.newest ?? 0)
  }

  has(hash: string): boolean {
    return this.#idOf(hash) !== undefined
  }

  /** @returns the number of a blob to come */
  begin(): number {
    return ++this.#newest
  }

  addPart(blob: number, part: number, bytes: Uint8Array): void {
    this.#sql('INSERT INTO blob_parts (blob, part, bytes) VALUES (?, ?, ?)').run(blob, part, bytes)
  }

  /** All parts are there; somebody else may have been faster. */
  finish(blob: number, hash: string): void {
    if (this.has(hash)) this.discard(blob)
    else this.#sql('INSERT INTO blobs (id, hash) VALUES (?, ?)').run(blob, hash)
  }

  discard(blob: number): void {
    this.#sql('DELETE FROM blob_parts WHERE blob = ?').run(blob)
  }

  /** The session may keep the blob with an append to come. */
  claim(sessionId: string, hash: string): void {
    this.#claims.add(sessionId, hash)
  }

  /** @throws {TutorError} `session_failed` when the session may not keep one of them */
  checkKeeps({ sessionId, row }: StoredHead, keep: readonly string[]): void {
    const unknown = keep.find((hash) => !this.#claims.has(sessionId, hash) && !this.#isKept(hash, row))
    if (unknown !== undefined) throw unknownBlob(unknown)
  }

  change({ sessionId, row }: StoredHead, { keep, drop }: BlobChanges): void {
    for (const hash of keep) {
      this.#sql('INSERT OR IGNORE INTO blob_uses (blob, session) SELECT id, ? FROM blobs WHERE hash = ?').run(row, hash)
      this.#claims.settle(sessionId, hash)
    }
    for (const hash of drop.filter((dropped) => !keep.includes(dropped))) {
      this.#sql('DELETE FROM blob_uses WHERE session = ? AND blob = (SELECT id FROM blobs WHERE hash = ?)').run(row, hash)
      this.#deleteUnused(hash)
    }
  }

  /** The session is deleted. */
  eraseUses(session: StoredHead): void {
    const kept = this.#sql('SELECT hash FROM blobs WHERE id IN (SELECT blob FROM blob_uses WHERE session = ?)').all(session.row)
    this.change(session, { keep: [], drop: kept.map(({ hash }) => String(hash)) })
  }

  /** The session has no owner any more, or a new one: what the former one put and did not keep goes. */
  release(sessionId: string): void {
    for (const hash of this.#claims.release(sessionId)) this.#deleteUnused(hash)
  }

  /** Deletes what no session keeps, of owners that did not come so far. */
  sweep(): void {
    this.#sql('DELETE FROM blobs WHERE id NOT IN (SELECT blob FROM blob_uses)').run()
    this.#sql('DELETE FROM blob_parts WHERE blob NOT IN (SELECT id FROM blobs)').run()
  }

  /** @returns the number of a blob that a session keeps */
  kept(hash: string): number | undefined {
    const row = this.#sql('SELECT id FROM blobs WHERE hash = ? AND id IN (SELECT blob FROM blob_uses)').get(hash)
    return row && Number(row.id)
  }

  part(blob: number, part: number): Uint8Array | undefined {
    const row = this.#sql('SELECT bytes FROM blob_parts WHERE blob = ? AND part = ?').get(blob, part)
    return row?.bytes as Uint8Array | undefined
  }

  #isKept(hash: string, row: number): boolean {
    const sql = 'SELECT 1 FROM blob_uses WHERE session = ? AND blob = (SELECT id FROM blobs WHERE hash = ?)'
    return this.#sql(sql).get(row, hash) !== undefined
  }

  #deleteUnused(hash: string): void {
    const blob = this.#idOf(hash)
    if (blob === undefined || this.#claims.claimed(hash) || this.kept(hash) !== undefined) return
    this.#sql('DELETE FROM blobs WHERE id = ?').run(blob)
    this.discard(blob)
  }

  #idOf(hash: string): number | undefined {
    const row = this.#sql('SELECT id FROM blobs WHERE hash = ?').get(hash)
    return row && Number(row.id)
  }

  /** Blobs are rare beside records: each statement is prepared when it is first needed, and once. */
  #sql(text: string): StatementSync {
    const known = this.#statements.get(text) ?? this.#database.prepare(text)
    this.#statements.set(text, known)
    return known
  }
}
