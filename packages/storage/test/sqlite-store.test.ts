import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { SqliteStore } from '../src/index.ts'
import { agreesWithTheModel } from './model.contract.ts'
import { all, blobOf, codeOf, endOf, own } from './sessions.ts'
import { keepsTheStoreContract } from './store.contract.ts'
import { openSqliteStore, temporaryFolder } from './stores.ts'

describe('a SQLite store', () => {
  keepsTheStoreContract(openSqliteStore)
  agreesWithTheModel(openSqliteStore)
})

/** Counts rows of a store that is closed. */
function count(folder: string, table: string): number {
  const database = new DatabaseSync(join(folder, 'tutor.db'), { readOnly: true })
  const rows = Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows)
  database.close()
  return rows
}

test('STORE-12 a session that was opened and not written leaves no trace', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  for (let session = 0; session < 10; session++) await store.release(await own(store, `s${session}`))
  const owner = await own(store, 'kept open')
  expect(await codeOf(store.append({ ...owner.next(), seq: 9 }))).toBe('session_failed')
  await store.close()
  expect(count(folder, 'sessions')).toBe(0)
  await rm(folder, { recursive: true })
})

test('STORE-26 D9 blobs that nothing keeps are gone after the first commit of the next start', async () => {
  const folder = await temporaryFolder()
  let store = SqliteStore.open(folder)
  const owner = await own(store, 'a')
  const [kept, left] = [blobOf(300_000), blobOf(300_000)]
  await store.putBlob(owner, kept.hash, kept.bytes)
  await store.putBlob(owner, left.hash, left.bytes)
  await owner.keep({ keep: [kept.hash] })
  await store.close()
  expect(count(folder, 'blobs')).toBe(2)
  store = SqliteStore.open(folder)
  await (await own(store, 'a')).append()
  expect(Buffer.compare((await store.readBlob(kept.hash))!, kept.bytes)).toBe(0)
  await store.close()
  expect([count(folder, 'blobs'), count(folder, 'blob_parts')]).toEqual([1, 2])
  await rm(folder, { recursive: true })
})

test('STORE-27 what is appended in one turn is one transaction', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const owners = await Promise.all(Array.from({ length: 100 }, (_, session) => own(store, `s${session}`)))
  await Promise.all(owners.map((owner) => owner.append()))
  const logBefore = await stat(join(folder, 'tutor.db-wal'))
  await Promise.all(owners.map((owner) => owner.append()))
  const logAfter = await stat(join(folder, 'tutor.db-wal'))
  // A transaction of its own would add a page at least for each.
  expect(logAfter.size - logBefore.size).toBeGreaterThan(0)
  expect(logAfter.size - logBefore.size).toBeLessThan(20 * 4096)
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-27 a large blob holds up no append', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const owner = await own(store, 'a')
  const blob = blobOf(8 * 1024 * 1024)
  let done = false
  const putting = store.putBlob(owner, blob.hash, blob.bytes).then(() => (done = true))
  let appended = 0
  for (; !done; appended++) await owner.append()
  await putting
  expect(appended).toBeGreaterThanOrEqual(8 * 4)
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-28 F7 a start goes through the last records only, however many there are', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const owners = await Promise.all(Array.from({ length: 100 }, (_, session) => own(store, `s${session}`)))
  for (let round = 0; round < 12; round++) {
    await Promise.all(owners.flatMap((owner) => Array.from({ length: 50 }, () => owner.append(1, ''))))
  }
  const crashed = await temporaryFolder()
  for (const name of ['tutor.db', 'tutor.db-wal']) await copyFile(join(folder, name), join(crashed, name))
  await store.close()
  const database = new DatabaseSync(join(crashed, 'tutor.db'), { readOnly: true })
  expect(Number(database.prepare('SELECT upto FROM heads').get()?.upto)).toBeGreaterThanOrEqual(50_000)
  database.close()
  const again = SqliteStore.open(crashed)
  for (const { sessionId, seq } of owners) expect(endOf((await again.open(sessionId)).records)).toBe(seq)
  await again.close()
  for (const used of [folder, crashed]) await rm(used, { recursive: true })
}, 60_000)

test('STORE-29 D14 a backup taken under load is what the store was at one moment', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const [a, b] = [await own(store, 'a'), await own(store, 'b')]
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 100 }, () => [a.append(1, 'x'.repeat(1000)), b.append(1, 'x'.repeat(1000))]).flat())
  }
  const atStart = a.seq
  let done = false
  const backup = store.backup(join(folder, 'copy.db')).finally(() => (done = true))
  // Of one and the other in turn: a moment at which one is two ahead there never was.
  while (!done) for (const owner of [a, b]) await owner.append()
  await backup
  const restored = join(folder, 'restored')
  await mkdir(restored)
  await copyFile(join(folder, 'copy.db'), join(restored, 'tutor.db'))
  const other = SqliteStore.open(restored)
  const [ofA, ofB] = [await all(other, 'a'), await all(other, 'b')]
  expect(ofA).toEqual((await all(store, 'a')).slice(0, ofA.length))
  expect(ofA.length).toBeGreaterThanOrEqual(atStart)
  expect([0, 1]).toContain(ofA.length - ofB.length)
  await (await own(other, 'a')).append()
  await Promise.all([other.close(), store.close()])
  await rm(folder, { recursive: true })
})

test('STORE-29 a backup that cannot be written is refused, and close waits for one that can', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const owner = await own(store, 'a')
  await owner.append()
  expect(await codeOf(store.backup(join(folder, 'nowhere', 'copy.db')))).toBe('storage_unavailable')
  const backup = store.backup(join(folder, 'copy.db'))
  await store.close()
  await backup
  await mkdir(join(folder, 'restored'))
  await copyFile(join(folder, 'copy.db'), join(folder, 'restored', 'tutor.db'))
  const restored = SqliteStore.open(join(folder, 'restored'))
  expect((await all(restored, 'a')).length).toBe(1)
  await restored.close()
  await rm(folder, { recursive: true })
})
