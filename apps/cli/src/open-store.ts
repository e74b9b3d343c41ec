import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@tutor/storage'
import type { Variables } from './choose-model.ts'
import type { Keeping } from './command-line.ts'
import { UsageError } from './usage-error.ts'

/** Opens where the session is kept. @throws UsageError where another program has the folder, or it cannot be used */
export async function openStore(keeping: Keeping, environment: Variables): Promise<Store> {
  const { MemoryStore, SqliteStore } = await import('@tutor/storage')
  if (keeping.on === 'memory') return new MemoryStore()
  const folder = keeping.folder ?? defaultFolder(environment)
  try {
    return SqliteStore.open(folder)
  } catch (cause) {
    const { message } = cause as Error
    throw new UsageError(`${message} (--data names another folder, --memory keeps nothing.)`, { cause })
  }
}

function defaultFolder(environment: Variables): string {
  return environment['TUTOR_DATA'] || join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'tutor')
}
