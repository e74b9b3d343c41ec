import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { SqliteStore } from '../src/index.ts'
import { all, own } from './sessions.ts'
import { temporaryFolder } from './stores.ts'

/** How often a text stands in any file of a folder. */
async function occurrences(folder: string, text: string): Promise<number> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  return files.reduce((sum, file) => sum + file.split(text).length - 1, 0)
}

test('STORE-30 what is forgotten is nowhere in the data folder', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const owner = await own(store, 'a')
  for (let record = 0; record < 600; record++) await owner.append(1, `a confession, number ${record}`)
  await owner.append(1, 'something else')
  expect(await occurrences(folder, 'a confession')).toBeGreaterThanOrEqual(600)
  await store.saveSnapshot(owner, { seq: 601, version: 1, body: '' })
  await store.forget(owner, 600)
  expect(await occurrences(folder, 'a confession')).toBe(0)
  await store.close()
  expect(await occurrences(folder, 'a confession')).toBe(0)
  expect(await occurrences(folder, 'something else')).toBeGreaterThan(0)
  await rm(folder, { recursive: true })
})

test('STORE-14 STORE-30 what is erased is nowhere in the data folder, also behind a record that is missing', async () => {
  for (const hurt of ['', "DELETE FROM records WHERE seq = 300"]) {
    const folder = await temporaryFolder()
    const store = SqliteStore.open(folder)
    const owner = await own(store, 'a')
    for (let record = 0; record < 600; record++) await owner.append(1, `a confession, number ${record}`)
    await store.saveSnapshot(owner, { seq: 600, version: 1, body: 'a confession in short' })
    await store.close()
    const database = new DatabaseSync(join(folder, 'tutor.db'))
    database.exec(hurt)
    database.close()
    const next = SqliteStore.open(folder)
    await next.erase(await own(next, 'a'))
    expect(await occurrences(folder, 'a confession')).toBe(0)
    await next.close()
    expect(await occurrences(folder, 'a confession')).toBe(0)
    await rm(folder, { recursive: true })
  }
})

test('STORE-14 a start goes on with what was begun', async () => {
  const folder = await temporaryFolder()
  const store = SqliteStore.open(folder)
  const [owner, other] = [await own(store, 'a'), await own(store, 'b')]
  for (let record = 0; record < 600; record++) await owner.append(1, `a confession, number ${record}`)
  await other.append()
  await store.close()
  const database = new DatabaseSync(join(folder, 'tutor.db'))
  database.exec("UPDATE sessions SET name = '/erased/' || id WHERE name = 'a'")
  database.close()
  const next = SqliteStore.open(folder)
  expect(await all(next, 'a')).toEqual([])
  await (await own(next, 'b')).append()
  await next.close()
  expect(await occurrences(folder, 'a confession')).toBe(0)
  await rm(folder, { recursive: true })
})

test('STORE-30 a database of the version before is taken over', async () => {
  const folder = await temporaryFolder()
  const before = SqliteStore.open(folder)
  await (await own(before, 'a')).append(2)
  await before.close()
  const database = new DatabaseSync(join(folder, 'tutor.db'))
  database.exec('DROP TABLE forgotten; PRAGMA user_version = 1')
  database.close()
  const store = SqliteStore.open(folder)
  const owner = await own(store, 'a')
  await owner.append(1)
  await store.saveSnapshot(owner, { seq: 3, version: 1, body: '' })
  await store.forget(owner, 2)
  expect((await all(store, 'a')).map(({ seq }) => seq)).toEqual([3])
  await store.close()
  await rm(folder, { recursive: true })
})
