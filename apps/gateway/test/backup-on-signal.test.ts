import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupOnSignal } from '../src/backup-on-signal.ts'

let dataDir = ''
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'tutor-'))))
afterEach(() => {
  process.removeAllListeners('SIGUSR2')
  rmSync(dataDir, { recursive: true })
})

const backups = (): string[] => readdirSync(join(dataDir, 'backups'))

test('SIGUSR2 writes a backup that is named by its time once it is complete, one at a time', async () => {
  const proceed = Promise.withResolvers<void>()
  let begun = 0
  const backup = async (path: string): Promise<void> => {
    begun++
    writeFileSync(path, 'half')
    await proceed.promise
    await writeFile(path, 'whole')
  }
  backupOnSignal({ backup }, dataDir)
  process.emit('SIGUSR2', 'SIGUSR2')
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect(backups()).toEqual([expect.stringMatching(/\.db\.incomplete$/)]))
  proceed.resolve()
  await vi.waitFor(() => expect(backups()).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.db$/)]))
  expect(readFileSync(join(dataDir, 'backups', backups()[0] ?? ''), 'utf8')).toBe('whole')
  expect(begun).toBe(1)
})

test('a backup that fails leaves no file, and the next signal tries again', async () => {
  let fullDisk = true
  const backup = vi.fn(async (path: string): Promise<void> => {
    writeFileSync(path, 'bytes')
    if (fullDisk) throw new Error('disk full')
  })
  backupOnSignal({ backup }, dataDir)
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect([backup.mock.calls.length, backups()]).toEqual([1, []]))
  fullDisk = false
  process.emit('SIGUSR2', 'SIGUSR2')
  await vi.waitFor(() => expect(backups()).toEqual([expect.stringMatching(/Z\.db$/)]))
})
