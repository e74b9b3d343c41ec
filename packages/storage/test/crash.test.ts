import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { SqliteStore, StoreLockedError } from '../src/index.ts'
import { AppendingChild } from './appending-child.ts'
import { all, endOf } from './sessions.ts'
import { temporaryFolder } from './stores.ts'

async function expectAllThere(folder: string, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const store = SqliteStore.open(folder)
  for (const [sessionId, seq] of acknowledged) {
    const records = await all(store, sessionId)
    expect(endOf(records)).toBeGreaterThanOrEqual(seq)
    let next = 1
    for (const record of records) {
      expect(record.seq).toBe(next)
      next += record.count
    }
    expect((await store.open(sessionId)).records).toEqual(records)
  }
  await store.close()
}

test('STORE-20 D1 what was acknowledged is there after kill -9, without a gap', async () => {
  const folder = await temporaryFolder()
  for (let kill = 0; kill < 5; kill++) {
    await using child = new AppendingChild(folder)
    const lines = 1 + Math.floor(Math.random() * 300)
    while (child.lines <= lines) expect(await child.line()).toBeDefined()
    await child.kill()
    await expectAllThere(folder, child.acknowledged)
  }
  await rm(folder, { recursive: true })
}, 60_000)

test('STORE-21 a second process is refused and told why, until the first is gone, however it went', async () => {
  const folder = await temporaryFolder()
  await using child = new AppendingChild(folder)
  await child.lineThat(/acknowledged/)
  expect(() => SqliteStore.open(folder)).toThrow(StoreLockedError)
  expect(() => SqliteStore.open(folder)).toThrow(`${folder} is in use by another server`)
  await child.kill()
  const store = SqliteStore.open(folder)
  expect(() => SqliteStore.open(folder)).toThrow(StoreLockedError)
  await store.close()
  await SqliteStore.open(folder).close()
  await rm(folder, { recursive: true })
}, 60_000)

test('STORE-25 D11 a full disk refuses what it cannot hold, loses nothing, and goes on when there is room', async () => {
  const folder = await temporaryFolder()
  await using child = new AppendingChild(folder, { limit: 'ulimit -S -f 2000' })
  expect(await child.lineThat(/refused/)).toBe('refused storage_unavailable')
  expect(await child.lineThat(/former owner/)).toMatch(/session_moved|storage_unavailable/)
  const before = new Map(child.acknowledged)
  expect(before.size).toBeGreaterThan(0)
  execFileSync('/bin/sh', ['-c', `prlimit --pid ${child.pid} --fsize=unlimited`])
  for (let line = ''; !line.startsWith('acknowledged'); line = (await child.line()) ?? '') {
    expect(line).not.toBe('former owner undefined')
  }
  await child.kill()
  for (const [sessionId, seq] of before) expect(child.acknowledged.get(sessionId)).toBeGreaterThanOrEqual(seq)
  await expectAllThere(folder, child.acknowledged)
  await rm(folder, { recursive: true })
}, 60_000)
