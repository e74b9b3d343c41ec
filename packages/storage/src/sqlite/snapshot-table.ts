import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Snapshot } from '../store.ts'
import { checksum } from './checksum.ts'
import { damaged } from './damage.ts'

/** The last state of each session that has one. */
export class SnapshotTable {
  readonly #put: StatementSync
  readonly #get: StatementSync

  constructor(database: DatabaseSync) {
    this.#put = database.prepare('INSERT OR REPLACE INTO snapshots (session, seq, version, crc, body) VALUES (?, ?, ?, ?, ?)')
    this.#get = database.prepare('SELECT seq, version, crc, body FROM snapshots WHERE session = ?')
  }

  put(session: number, { seq, version, body }: Snapshot): void {
    this.#put.run(session, seq, version, checksum([session, seq, version], body), body)
  }

  /** @throws {TutorError} `session_damaged` when it fails its checksum */
  get(session: number): Snapshot | undefined {
    const row = this.#get.get(session) as (Snapshot & { readonly crc: number }) | undefined
    if (!row) return undefined
    const { seq, version, body, crc } = row
    if (checksum([session, seq, version], body) !== crc) throw damaged('the snapshot fails its checksum')
    return { seq, version, body }
  }
}
