import type { Store } from '@tutor/storage'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { log } from './log.ts'

/** Writes a backup to `backups/<UTC time>.db` in the data folder whenever SIGUSR2 comes, which otherwise ends a process. */
export function backupOnSignal(store: Pick<Store, 'backup'> | undefined, dataDir: string): void {
  let running = false
  process.on('SIGUSR2', () => {
    if (!store) return log.warn('no backup: with STORE=memory there is nothing to keep')
    if (running) return log.warn('no backup: another one is being written')
    running = true
    void writeBackup(store, join(dataDir, 'backups')).finally(() => (running = false))
  })
}

/** Never rejects. */
async function writeBackup(store: Pick<Store, 'backup'>, directory: string): Promise<void> {
  // Without the colons, which some file systems do not take.
  const file = join(directory, `${new Date().toISOString().replaceAll(':', '-')}.db`)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await store.backup(file)
    log.info({ file }, 'a backup was written')
  } catch (error) {
    log.error({ err: error, file }, 'a backup failed')
  }
}
