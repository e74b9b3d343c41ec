import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../src/index.ts'
import { agreesWithTheModel } from './model.contract.ts'
import { keepsTheStoreContract } from './store.contract.ts'
import { blobOf, codeOf, own } from './sessions.ts'
import { openMemoryStore } from './stores.ts'

describe('a store in memory', () => {
  keepsTheStoreContract(openMemoryStore)
  agreesWithTheModel(openMemoryStore)
})

test('STORE-11 a read of what a store in memory has forgotten begins later than asked for', async () => {
  const store = new MemoryStore({ events: 100 })
  const owner = await own(store, 'a')
  for (let record = 0; record < 1000; record++) await owner.append(3)
  const records = await store.read('a', 0, Infinity)
  expect(records[0]?.seq).toBe(2899)
  expect(records.length).toBe(34)
  expect((await store.read('a', 2990, Infinity))[0]?.seq).toBe(2989)
})

test('STORE-11 a store in memory may be told to forget what is released', async () => {
  const store = new MemoryStore({ forgetsReleased: true })
  const owner = await own(store, 'a')
  const { hash, bytes } = blobOf(10)
  await store.putBlob(owner, hash, bytes)
  await owner.keep({ keep: [hash] })
  await store.release(owner)
  expect(await store.readBlob(hash)).toBeUndefined()
  expect((await store.open('a')).records).toEqual([])
})

test('STORE-11 a store in memory cannot be backed up', async () => {
  expect(await codeOf(new MemoryStore().backup())).toBe('storage_unavailable')
})
