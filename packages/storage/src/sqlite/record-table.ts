import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Append, StoredRecord } from '../store.ts'
import { checksum } from './checksum.ts'
import { damaged } from './damage.ts'

/** A row of `records`. */
export interface RecordRow extends StoredRecord {
  readonly id: number
  readonly session: number
  /** Row of the session's record before this, or 0. */
  readonly previous: number
  readonly crc: number
}

const columns = 'id, session, previous, epoch, seq, count, version, crc, body'

/** A row as SQLite gives it: an array costs half of what an object with names does. */
type Values = readonly [
  id: number,
  session: number,
  previous: number,
  epoch: number,
  seq: number,
  count: number,
  version: number,
  crc: number,
  body: string,
]

/** A record that is known to be there, from which one can walk back. */
interface Foothold {
  readonly record: number
  /** Of the record's last event. */
  readonly seq: number
}

/** The end of a session's chain of records. */
export interface Chain {
  /** Row of the session. */
  readonly row: number
  readonly lastRecord: number
  readonly seq: number
}

/** A record that holds an event whose `seq` is a multiple of this is an anchor: as many steps at most lie before it. */
const anchorEvery = 512

/** The records of all sessions in the order of their arrival, and the anchors from which to walk back in one session. */
export class RecordTable {
  readonly #insert: StatementSync
  readonly #insertAnchor: StatementSync
  readonly #get: StatementSync
  readonly #anchorAt: StatementSync
  readonly #since: StatementSync
  readonly #forgotten: StatementSync
  readonly #database: DatabaseSync
  #newest: number

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(`INSERT INTO records (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#insertAnchor = database.prepare('INSERT INTO anchors (session, seq, record) VALUES (?, ?, ?)')
    this.#get = database.prepare(`SELECT ${columns} FROM records WHERE id = ?`)
    this.#anchorAt = database.prepare('SELECT seq, record FROM anchors WHERE session = ? AND seq >= ? ORDER BY seq LIMIT 1')
    this.#since = database.prepare(`SELECT ${columns} FROM records WHERE id > ? ORDER BY id`)
    this.#forgotten = database.prepare('SELECT seq FROM forgotten WHERE session = ?')
    this.#database = database
    for (const select of [this.#get, this.#since]) select.setReturnArrays(true)
    // The newest of all may be deleted with its session; a start goes through what comes after the row that `heads` names.
    this.#newest = Number(database.prepare('SELECT max((SELECT coalesce(max(id), 0) FROM records), (SELECT upto FROM heads)) AS newest').get()?.newest)
  }

  /** Row of the record that came last, of whatever session. */
  get newest(): number {
    return this.#newest
  }

  /** @returns the record's row */
  insert({ row, lastRecord }: Chain, { epoch, seq, count, version, body }: Append): number {
    const id = ++this.#newest
    const crc = checksum([id, row, lastRecord, epoch, seq, count, version], body)
    this.#insert.run(id, row, lastRecord, epoch, seq, count, version, crc, body)
    const end = seq + count - 1
    if (Math.floor(end / anchorEvery) > Math.floor((seq - 1) / anchorEvery)) this.#insertAnchor.run(row, end, id)
    return id
  }

  /** All that came after a row, in the order of arrival. */
  *since(row: number): Iterable<RecordRow> {
    for (const values of this.#since.iterate(row)) yield toRow(values as unknown as Values)
  }

  /**
   * From the record that holds the first event after `after`, until `maxBytes` of bodies are reached.
   *
   * @throws {TutorError} `session_damaged` when a record fails its checksum or does not join its neighbours
   */
  read(chain: Chain, after: number, maxBytes: number): StoredRecord[] {
    const found: StoredRecord[] = []
    let first = Math.max(after, this.#forgottenUpto(chain)) + 1
    for (let bytes = 0; bytes < maxBytes && first <= chain.seq; ) {
      const end = this.#footholdFor(chain, first)
      for (const row of this.#walk(chain.row, end, first)) {
        if (bytes >= maxBytes) break
        if (found.length > 0 && row.seq !== first) throw damaged(`record ${row.id} does not follow`)
        const { epoch, seq, count, version, body } = row
        found.push({ epoch, seq, count, version, body })
        bytes += Buffer.byteLength(body)
        first = seq + count
      }
    }
    return found
  }

  /** @throws {TutorError} `session_damaged` unless the chain's last record is sound */
  checkEnd(chain: Chain): void {
    if (chain.seq > 0) this.#walk(chain.row, { record: chain.lastRecord, seq: chain.seq }, chain.seq)
  }

  /**
   * Deletes the records up to `seq` as far as they lie before one anchor, but for the last of all, from which a start finds
   * the end of the history.
   */
  forget(chain: Chain, seq: number): 'more' | 'done' {
    const first = this.#forgottenUpto(chain) + 1
    if (first > seq || first > chain.seq) return 'done'
    const rows = this.#walk(chain.row, this.#footholdFor(chain, first), first)
    const gone = rows.filter((row) => row.seq + row.count - 1 <= seq && row.id !== chain.lastRecord)
    const last = gone.at(-1)
    if (!last) return 'done'
    const end = last.seq + last.count - 1
    const remove = this.#database.prepare('DELETE FROM records WHERE id = ?')
    for (const { id } of gone) remove.run(id)
    this.#database.prepare('DELETE FROM anchors WHERE session = ? AND seq <= ?').run(chain.row, end)
    this.#database.prepare('INSERT OR REPLACE INTO forgotten (session, seq) VALUES (?, ?)').run(chain.row, end)
    return gone.length === rows.length ? 'more' : 'done'
  }

  /** `seq` of the last event that was deleted, 0 where none was. */
  #forgottenUpto({ row }: Chain): number {
    return Number(this.#forgotten.get(row)?.['seq'] ?? 0)
  }

  #footholdFor({ row, lastRecord, seq }: Chain, first: number): Foothold {
    const anchor = this.#anchorAt.get(row, first) as Foothold | undefined
    return anchor ?? { record: lastRecord, seq }
  }

  /** The records from the one that holds `first` to the foothold. */
  #walk(session: number, foothold: Foothold, first: number): RecordRow[] {
    const rows: RecordRow[] = []
    let { record: id, seq: end } = foothold
    while (end >= first) {
      const values = this.#get.get(id) as unknown as Values | undefined
      if (!values) throw damaged(`record ${id} is missing`)
      const row = toRow(values)
      if (!isSound(row)) throw damaged(`record ${id} fails its checksum`)
      if (row.session !== session || row.seq + row.count - 1 !== end) throw damaged(`record ${id} is not the one expected`)
      rows.push(row)
      id = row.previous
      end = row.seq - 1
    }
    return rows.toReversed()
  }
}

/** Whether the record is as it was written. */
export function isSound({ id, session, previous, epoch, seq, count, version, crc, body }: RecordRow): boolean {
  return checksum([id, session, previous, epoch, seq, count, version], body) === crc
}

function toRow([id, session, previous, epoch, seq, count, version, crc, body]: Values): RecordRow {
  return { id, session, previous, epoch, seq, count, version, crc, body }
}
