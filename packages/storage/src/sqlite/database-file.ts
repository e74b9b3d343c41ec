import { mkdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { StoreDamagedError, StoreLockedError, StoreTooNewError } from './opening-errors.ts'
import { fromVersion1, schema, schemaVersion } from './schema.ts'

/** The database's name in the data folder. */
const databaseName = 'tutor.db'

/** Primary result codes of SQLite. */
const SQLITE_OK = 0
const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/**
 * Opens the database of a data folder, which is created where there is none, and keeps everybody else out of it until it
 * is closed or the process ends, however it ends.
 *
 * @throws {StoreLockedError | StoreTooNewError | StoreDamagedError} for the operator
 */
export function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(folder, databaseName), { timeout: 0 })
  try {
    // Order: the locking mode has to be set before anything is read, or the lock would be shared memory, not the file's.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    // What is deleted is overwritten: a learner who has something forgotten means it.
    database.exec('PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -16000; PRAGMA secure_delete = ON; BEGIN IMMEDIATE')
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
    if (version > schemaVersion) throw new StoreTooNewError(folder, version, schemaVersion)
    if (version === 0) database.exec(schema)
    if (version === 1) database.exec(fromVersion1)
    database.exec('COMMIT')
    return database
  } catch (thrown) {
    database.close()
    throw openingError(folder, thrown)
  }
}

/** Copies the database to a new file while it is written to; the file has its name only once it is whole. */
export async function copyDatabase(database: DatabaseSync, path: string): Promise<void> {
  const partial = `${path}.partial`
  try {
    while (!(await copied(database, partial)));
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}

/**
 * Node gives up a backup whose first step meets a transaction of the same connection, with an error that says it is none;
 * what later steps meet, it waits for.
 *
 * @returns whether the copy was made, or has to be tried again
 */
async function copied(database: DatabaseSync, path: string): Promise<boolean> {
  try {
    await backup(database, path)
    return true
  } catch (thrown) {
    if (resultCode(thrown) !== SQLITE_OK) throw thrown
    return false
  }
}

/** Whether what is stored does not hang together, as opposed to a disk that cannot be read or written. */
export function isDamage(thrown: unknown): boolean {
  const code = resultCode(thrown)
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}

function openingError(folder: string, thrown: unknown): unknown {
  if (resultCode(thrown) === SQLITE_BUSY) return new StoreLockedError(folder, { cause: thrown })
  if (isDamage(thrown)) return new StoreDamagedError(folder, { cause: thrown })
  return thrown
}

/** Node gives the extended code, whose low byte is the primary one. */
function resultCode(thrown: unknown): number | undefined {
  const code = (thrown as { errcode?: unknown }).errcode
  return typeof code === 'number' ? code & 0xff : undefined
}
