import { DatabaseSync, type StatementSync } from 'node:sqlite'

/** A chunk of a document by its number in that document. */
export interface ChunkKey {
  readonly documentId: string
  readonly chunk: number
}

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
  #chunks = 0

  constructor() {
    this.#database = new DatabaseSync(':memory:')
    this.#database.exec(`CREATE VIRTUAL TABLE chunks USING fts5 (
      terms, documentId UNINDEXED, chunk UNINDEXED,
      content = '', contentless_delete = 1, contentless_unindexed = 1, detail = full,
      tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N*'"
    )`)
    this.#insert = this.#database.prepare('INSERT INTO chunks (terms, documentId, chunk) VALUES (?, ?, ?)')
    this.#delete = this.#database.prepare('DELETE FROM chunks WHERE documentId = ?')
    this.#count = this.#database.prepare('SELECT count(*) AS count FROM chunks WHERE chunks MATCH ?')
    this.#rank = this.#database.prepare(
      'SELECT documentId, chunk FROM chunks WHERE chunks MATCH ? ORDER BY rank LIMIT ?',
    )
  }

  /** Number of chunks of all documents. */
  get size(): number {
    return this.#chunks
  }

  /** Takes in the terms of all chunks of a document, or nothing. */
  insert(documentId: string, chunks: readonly string[]): void {
    this.#database.exec('BEGIN')
    try {
      for (const [chunk, terms] of chunks.entries()) this.#insert.run(terms, documentId, chunk)
      this.#database.exec('COMMIT')
    } catch (thrown) {
      this.#database.exec('ROLLBACK')
      throw thrown
    }
    this.#chunks += chunks.length
  }

  remove(documentId: string): void {
    this.#chunks -= Number(this.#delete.run(documentId).changes)
  }

  /** In how many chunks a term stands. */
  frequency(term: string): number {
    return Number(this.#count.get(quoted(term))?.count)
  }

  /** The chunks in which at least one of the terms stands, best first by BM25. */
  rank(terms: readonly string[], limit: number): ChunkKey[] {
    const rows = this.#rank.all(terms.map(quoted).join(' OR '), limit)
    return rows.map((row) => ({ documentId: String(row.documentId), chunk: Number(row.chunk) }))
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }
}

/** An FTS5 string: nothing in it is query syntax. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
