import { copyFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { SqliteStore, StoreDamagedError, StoreTooNewError } from '../src/index.ts'
import { all, blobOf, codeOf, endOf, own } from './sessions.ts'
import { temporaryFolder } from './stores.ts'

const kept = blobOf(600_000)

/** A folder with the sessions a and b, 200 records each, a's with a snapshot and a blob; closed, or as a crash leaves it. */
async function filledFolder({ crashed = false } = {}): Promise<string> {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const a = await own(store, 'a')
  const b = await own(store, 'b')
  await store.putBlob(a, kept.hash, kept.bytes)
  await a.keep({ keep: [kept.hash] })
  await Promise.all(Array.from({ length: 199 }, () => [a.append(), b.append()]).flat())
  await b.append()
  await store.saveSnapshot(a, { seq: 100, version: 1, body: 'state of a' })
  if (!crashed) {
    await store.close()
    return folder
  }
  const copy = await temporaryFolder()
  for (const name of ['tutor.db', 'tutor.db-wal']) await copyFile(join(folder, name), join(copy, name))
  await store.close()
  return copy
}

/** Changes what is stored behind the store's back. */
function hurt(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'tutor.db'))
  expect(database.prepare(sql).run().changes).toBeGreaterThan(0)
  database.close()
}

const sessionA = `(SELECT id FROM sessions WHERE name = 'a')`

test.for([
  ['a flipped body', `UPDATE records SET body = 'events from 1?1' WHERE seq = 151 AND session = ${sessionA}`],
  ['a changed epoch', `UPDATE records SET epoch = 7 WHERE seq = 151 AND session = ${sessionA}`],
  ['a missing record', `DELETE FROM records WHERE seq = 151 AND session = ${sessionA}`],
  ['a missing last record', `DELETE FROM records WHERE seq = 200 AND session = ${sessionA}`],
  ['a record of another session', `UPDATE records SET session = 77 WHERE seq = 151 AND session = ${sessionA}`],
  ['an end at a record of another session', `UPDATE sessions SET last_record = 400 WHERE name = 'a'`],
  ['an end with another seq', `UPDATE sessions SET seq = 150 WHERE name = 'a'`],
  ['a changed snapshot', `UPDATE snapshots SET body = 'state of b' WHERE session = ${sessionA}`],
  ['a snapshot of the future', `UPDATE sessions SET seq = 99 WHERE name = 'a'`],
] as const)('STORE-23 D12 %s is found when its session is opened, and the others go on', async ([, sql]) => {
  const folder = await filledFolder()
  hurt(folder, sql)
  const store = SqliteStore.open(folder)
  expect(await codeOf(store.open('a'))).toBe('session_damaged')
  const b = await own(store, 'b')
  await b.append()
  expect(endOf(await all(store, 'b'))).toBe(201)
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-23 D12 a damaged record before the snapshot is found by the read that comes to it', async () => {
  const folder = await filledFolder()
  hurt(folder, `UPDATE records SET body = '' WHERE seq = 50 AND session = ${sessionA}`)
  const store = SqliteStore.open(folder)
  const a = await own(store, 'a')
  await a.append()
  expect((await store.read('a', 128, Infinity)).length).toBe(73)
  expect(await codeOf(store.read('a', 40, Infinity))).toBe('session_damaged')
  await store.close()
  await rm(folder, { recursive: true })
})

test.for([
  ['body', `UPDATE records SET body = '' WHERE id = 400`],
  ['session', `UPDATE records SET session = ${sessionA} WHERE id = 400`],
])('STORE-23 D12 a flipped %s in the last record of a session is found after a crash', async ([, sql]) => {
  const folder = await filledFolder({ crashed: true })
  hurt(folder, sql!)
  let store = SqliteStore.open(folder)
  expect(await codeOf(store.open('b'))).toBe('session_damaged')
  await store.close()
  store = SqliteStore.open(folder)
  expect(await codeOf(store.open('b'))).toBe('session_damaged')
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-23 D9 a flipped byte in a blob is found when it is read', async () => {
  const folder = await filledFolder()
  hurt(folder, `UPDATE blob_parts SET bytes = zeroblob(length(bytes)) WHERE part = 1`)
  const store = SqliteStore.open(folder)
  expect(await codeOf(store.readBlob(kept.hash))).toBe('session_damaged')
  expect(endOf((await store.open('a')).records)).toBe(200)
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-24 of a database that is cut off nothing wrong is read: it is refused, or its sessions are', async () => {
  const folder = await filledFolder()
  const file = join(folder, 'tutor.db')
  const { size } = await stat(file)
  for (let length = size - 4096; length > 0; length -= Math.ceil(size / 32)) {
    await truncate(file, length)
    await expectNothingWrong(folder)
  }
  await rm(folder, { recursive: true })
})

async function expectNothingWrong(folder: string): Promise<void> {
  let store: SqliteStore
  try {
    store = SqliteStore.open(folder)
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(StoreDamagedError)
    return
  }
  for (const sessionId of ['a', 'b']) {
    const found = await store.open(sessionId).catch((error: { code: string }) => error.code)
    if (typeof found === 'string') expect(found).toBe('session_damaged')
    else expect(endOf(found.records)).toBe(200)
  }
  const blob = await store.readBlob(kept.hash).catch((error: { code: string }) => error.code)
  if (typeof blob === 'string') expect(blob).toBe('session_damaged')
  else expect(Buffer.compare(blob!, kept.bytes)).toBe(0)
  await store.close()
}

test('STORE-24 a file that is no database is refused', async () => {
  const folder = await filledFolder()
  await copyFile(new URL(import.meta.url).pathname, join(folder, 'tutor.db'))
  expect(() => SqliteStore.open(folder)).toThrow(StoreDamagedError)
  await rm(folder, { recursive: true })
})

test('STORE-22 a database of a later version is refused and left as it is', async () => {
  const folder = await filledFolder()
  const database = new DatabaseSync(join(folder, 'tutor.db'))
  database.exec('PRAGMA user_version = 99')
  database.close()
  expect(() => SqliteStore.open(folder)).toThrow(StoreTooNewError)
  expect(() => SqliteStore.open(folder)).toThrow('has format 99')
  await rm(folder, { recursive: true })
})
