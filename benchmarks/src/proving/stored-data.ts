import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Place } from '../server-process.ts'

export interface StoredBlob {
  readonly hash: string
  /** SHA-256 of the bytes that are there. */
  readonly actual: string
  /** Names of the sessions that keep it. */
  readonly sessions: readonly string[]
}

/** The database of a gateway that does not run, as somebody sees it who opens the file. */
export class StoredData {
  readonly #database: DatabaseSync

  constructor({ dataDir }: Place) {
    this.#database = new DatabaseSync(join(dataDir, 'tutor.db'))
  }

  blobs(): StoredBlob[] {
    const rows = this.#database.prepare('SELECT id, hash FROM blobs').all() as { id: number; hash: string }[]
    return rows.map(({ id, hash }) => ({ hash, actual: this.#hashOf(id), sessions: this.#keepersOf(id) }))
  }

  /** Record ids of a session, oldest first. */
  recordsOf(session: string): number[] {
    const sql = 'SELECT records.id FROM records JOIN sessions ON sessions.id = records.session WHERE name = ? ORDER BY records.id'
    return this.#database.prepare(sql).all(session).map((row) => Number(row['id']))
  }

  /** Flips the lowest bit of one character of a record's body. @param at from 0 to less than 1: where in the body */
  flip(record: number, at: number): void {
    const row = this.#database.prepare('SELECT body FROM records WHERE id = ?').get(record)
    const body = String(row?.['body'])
    const index = Math.floor(at * body.length)
    const flipped = String.fromCharCode(body.charCodeAt(index) ^ 1)
    const damaged = body.slice(0, index) + flipped + body.slice(index + 1)
    this.#database.prepare('UPDATE records SET body = ? WHERE id = ?').run(damaged, record)
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #hashOf(blob: number): string {
    const hash = createHash('sha256')
    const parts = this.#database.prepare('SELECT bytes FROM blob_parts WHERE blob = ? ORDER BY part').all(blob)
    for (const { bytes } of parts as { bytes: Uint8Array }[]) hash.update(bytes)
    return hash.digest('hex')
  }

  #keepersOf(blob: number): string[] {
    const sql = 'SELECT name FROM blob_uses JOIN sessions ON sessions.id = blob_uses.session WHERE blob = ?'
    return this.#database.prepare(sql).all(blob).map((row) => String(row['name']))
  }
}
