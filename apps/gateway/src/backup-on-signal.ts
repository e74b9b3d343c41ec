import type { Store } from '@tutor/storage'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { log } from './log.ts'

/** Writes a backup to `backups/<UTC time>.db` in the data folder whenever SIGUSR2 comes; one at a time. */
export function backupOnSignal(store: Pick<Store, 'backup'>, dataDir: string): void {
  let running = false
  process.on('SIGUSR2', () => {
    if (running) return log.warn('a backup is being written already')
    running = true
    void writeBackup(store, join(dataDir, 'backups')).finally(() => (running = false))
  })
}

/** A file has its name once it is complete. Never rejects. */
async function writeBackup(store: Pick<Store, 'backup'>, directory: string): Promise<void> {
  // Without the colons, which some file systems do not take.
  const file = join(directory, `${new Date().toISOString().replaceAll(':', '-')}.db`)
  const incomplete = `${file}.incomplete`
  try {
    await mkdir(directory, { recursive: true })
    await store.backup(incomplete)
    await rename(incomplete, file)
    log.info({ file }, 'a backup is written')
  } catch (error) {
    log.error({ err: error, file }, 'a backup failed')
    await rm(incomplete, { force: true }).catch(() => {})
  }
}
