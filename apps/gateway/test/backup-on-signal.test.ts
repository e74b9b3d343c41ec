import { SqliteStore } from '@tutor/storage'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupOnSignal } from '../src/backup-on-signal.ts'
import { log } from '../src/log.ts'

let dataDir = ''
let store: SqliteStore
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tutor-'))
  store = SqliteStore.open(dataDir)
})
afterEach(async () => {
  process.removeAllListeners('SIGUSR2')
  await store.close()
  rmSync(dataDir, { recursive: true })
})

const backups = (): string[] => readdirSync(join(dataDir, 'backups'))
const record = { epoch: 1, seq: 1, count: 1, version: 1, body: '[]' }

test('SIGUSR2 writes a backup that is named by its time and holds what was committed; two signals at once write one', async () => {
  const { epoch } = await store.open('anna')
  await store.append({ ...record, sessionId: 'anna', epoch })
  backupOnSignal(store, dataDir)
  process.emit('SIGUSR2', 'SIGUSR2')
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect(backups()).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.db$/)]))

  const restored = join(dataDir, 'restored')
  mkdirSync(restored)
  writeFileSync(join(restored, 'tutor.db'), readFileSync(join(dataDir, 'backups', backups()[0] ?? '')))
  const copy = SqliteStore.open(restored)
  expect(await copy.read('anna', 0, 1_000)).toEqual([{ ...record, epoch }])
  await copy.close()
})

test('a backup that fails does no harm, and the next signal tries again', async () => {
  const blocker = join(dataDir, 'backups')
  writeFileSync(blocker, '')
  const failed = vi.spyOn(log, 'error')
  backupOnSignal(store, dataDir)
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce())
  rmSync(blocker)
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect(backups()).toEqual([expect.stringMatching(/Z\.db$/)]))
})

test('without a store that outlives the server, SIGUSR2 does not end the process', () => {
  backupOnSignal(undefined, dataDir)
  expect(process.emit('SIGUSR2', 'SIGUSR2')).toBe(true)
})
