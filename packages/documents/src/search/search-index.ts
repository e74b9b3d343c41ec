import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Breather } from '../breather.ts'

/** A chunk of a document by its number in that document. */
export interface ChunkKey {
  readonly documentId: string
  readonly chunk: number
}

/** The terms of all chunks of a document, each chunk's separated by spaces. */
export interface ChunkTerms {
  readonly documentId: string
  readonly terms: readonly string[]
}

/** Chunks that go in at once, in a turn of about 2 ms. */
const batch = 256

/**
 * Which chunks hold which terms: an FTS5 table in memory that keeps no text, only positions of terms.
 *
 * Terms come in from {@link termsOf}; FTS5 parts them at spaces and ranks with BM25.
 */
export class SearchIndex {
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #delete: StatementSync
  readonly #count: StatementSync
  readonly #rank: StatementSync
  readonly #deleteAfter: StatementSync
  #chunks = 0
  /** The last row of the documents that are in as a whole. What lies behind it is on its way in, and nobody finds it. */
  #lastRow = 0
  /** Settles when the index is ready for the next document. */
  #ready: Promise<void> = Promise.resolve()

  constructor() {
    this.#database = new DatabaseSync(':memory:')
    this.#database.exec(`CREATE VIRTUAL TABLE chunks USING fts5 (
      terms, documentId UNINDEXED, chunk UNINDEXED,
      content = '', contentless_delete = 1, contentless_unindexed = 1, detail = full,
      tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N*'"
    )`)
    this.#insert = this.#database.prepare('INSERT INTO chunks (rowid, terms, documentId, chunk) VALUES (?, ?, ?, ?)')
    this.#delete = this.#database.prepare('DELETE FROM chunks WHERE documentId = ? AND rowid <= ?')
    this.#deleteAfter = this.#database.prepare('DELETE FROM chunks WHERE rowid > ?')
    this.#count = this.#database.prepare('SELECT count(*) AS count FROM chunks WHERE chunks MATCH ? AND rowid <= ?')
    this.#rank = this.#database.prepare(
      'SELECT documentId, chunk FROM chunks WHERE chunks MATCH ? AND rowid <= ? ORDER BY rank LIMIT ?',
    )
  }

  /** Number of chunks of all documents. */
  get size(): number {
    return this.#chunks
  }

  /** Takes in a document, or nothing of it. Documents come in one after the other. */
  async insert(document: ChunkTerms, breather: Breather): Promise<void> {
    const inserted = this.#ready.then(() => this.#insertWhole(document, breather))
    this.#ready = inserted.catch(() => {})
    await inserted
  }

  /** Removes a document that is in. What is on its way in goes when its insertion is ended. */
  remove(documentId: string): void {
    this.#chunks -= Number(this.#delete.run(documentId, this.#lastRow).changes)
  }

  /** In how many chunks a term stands. */
  frequency(term: string): number {
    return Number(this.#count.get(quoted(term), this.#lastRow)?.count)
  }

  /** The chunks in which at least one of the terms stands, best first by BM25. */
  rank(terms: readonly string[], limit: number): ChunkKey[] {
    const rows = this.#rank.all(terms.map(quoted).join(' OR '), this.#lastRow, limit)
    return rows.map((row) => ({ documentId: String(row.documentId), chunk: Number(row.chunk) }))
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  async #insertWhole(document: ChunkTerms, breather: Breather): Promise<void> {
    const count = document.terms.length
    try {
      for (let first = 0; first < count; first += batch) {
        await breather.breathe()
        this.#insertBatch(document, first)
      }
    } catch (thrown) {
      if (this.#database.isOpen) this.#deleteAfter.run(this.#lastRow)
      throw thrown
    }
    this.#lastRow += count
    this.#chunks += count
  }

  #insertBatch({ documentId, terms }: ChunkTerms, first: number): void {
    const end = Math.min(terms.length, first + batch)
    this.#database.exec('BEGIN')
    for (let chunk = first; chunk < end; chunk += 1) {
      this.#insert.run(this.#lastRow + 1 + chunk, terms[chunk]!, documentId, chunk)
    }
    this.#database.exec('COMMIT')
  }
}

/** An FTS5 string: nothing in it is query syntax. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
