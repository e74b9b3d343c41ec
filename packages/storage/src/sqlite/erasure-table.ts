import type { DatabaseSync } from 'node:sqlite'
import type { Chain } from './record-table.ts'

/** Records that are deleted in one transaction, so that a long history holds up nobody's commit. */
const pageRecords = 500

/** No client id has a slash, so nobody can open a session of such a name. */
const erasedName = '/erased/'

/**
 * Sessions that are being deleted: first the session loses its name, so that it is there for nobody any more, then its
 * records go page by page. A start goes on with what a server that ended has left.
 */
export class ErasureTable {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Takes a session's name and its state away. @param epoch the highest that its records have */
  begin({ row, lastRecord, seq }: Chain, epoch: number): void {
    const rename = this.#database.prepare('UPDATE sessions SET name = ? || id, last_record = ?, seq = ?, epoch = ? WHERE id = ?')
    rename.run(erasedName, lastRecord, seq, epoch, row)
    this.#database.prepare('DELETE FROM snapshots WHERE session = ?').run(row)
  }

  /**
   * From the end to the beginning, by what each record says of the one before.
   *
   * @param row of the session
   * @returns whether there is more to delete
   */
  deletePage(row: number): 'more' | 'done' {
    const end = this.#database.prepare('SELECT last_record, seq FROM sessions WHERE id = ?').get(row)
    if (!end) return 'done'
    const get = this.#database.prepare('SELECT session, previous, seq FROM records WHERE id = ?')
    const remove = this.#database.prepare('DELETE FROM records WHERE id = ?')
    let [record, seq] = [Number(end['last_record']), Number(end['seq'])]
    for (let count = 0; count < pageRecords; count++) {
      const found = get.get(record)
      if (found?.['session'] !== row) {
        this.#end(row, seq)
        return 'done'
      }
      remove.run(record)
      record = Number(found['previous'])
      seq = Number(found['seq']) - 1
    }
    this.#database.prepare('UPDATE sessions SET last_record = ?, seq = ? WHERE id = ?').run(record, seq, row)
    return 'more'
  }

  /** Rows of the sessions that were begun with, and their names. */
  begun(): readonly { readonly row: number; readonly name: string }[] {
    const found = this.#database.prepare('SELECT id AS row, name FROM sessions WHERE name >= ? AND name < ?').all(erasedName, '/erased0')
    return found as unknown as readonly { readonly row: number; readonly name: string }[]
  }

  /** @param seq of the last event that was not come to */
  #end(row: number, seq: number): void {
    const forgotten = Number(this.#database.prepare('SELECT seq FROM forgotten WHERE session = ?').get(row)?.['seq'] ?? 0)
    // Behind a record that is missing there are others, which only a walk through all records finds.
    const tables = seq > forgotten ? ['records', 'anchors', 'forgotten'] : ['anchors', 'forgotten']
    for (const table of tables) this.#database.prepare(`DELETE FROM ${table} WHERE session = ?`).run(row)
    this.#database.prepare('DELETE FROM sessions WHERE id = ?').run(row)
  }
}
