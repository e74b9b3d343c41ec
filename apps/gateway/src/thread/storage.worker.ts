import { SqliteStore, serveStore } from '@tutor/storage'
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { saveCompiledCode } from '../compile-cache.ts'
import type { StorageHello, StorageSettings, ToStorage } from '../storage-messages.ts'

/** A data folder that another server has is tried again after so long, in ms. */
const lookAgainMs = 20

/** Entry of the storage thread: the one writer of the data folder, asked through a port by each thread that needs it. */
let store: SqliteStore | undefined
const opened = openStore(workerData as StorageSettings)

parentPort?.on('message', (message: ToStorage) => {
  if (message.type === 'serve') return void opened.then(() => store && serveStore(store, message.port))
  if (!store) process.exit(0)
  void store.close().finally(() => process.exit(0))
})

/** Never rejects. */
async function openStore({ dataDir, waitMs }: StorageSettings): Promise<void> {
  const giveUpAt = performance.now() + waitMs
  let waiting = false
  for (let failure = tryToOpen(dataDir); failure; failure = tryToOpen(dataDir)) {
    if (failure.name !== 'StoreLockedError' || performance.now() >= giveUpAt) {
      // An error loses its name on its way to another thread.
      return say({ status: 'refused', name: failure.name, message: failure.message })
    }
    if (!waiting) say({ status: 'waiting' })
    waiting = true
    await delay(lookAgainMs)
  }
  say({ status: 'open' })
  saveCompiledCode()
}

function tryToOpen(dataDir: string): Error | undefined {
  try {
    store = SqliteStore.open(dataDir)
    return undefined
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return error
  }
}

function say(hello: StorageHello): void {
  parentPort?.postMessage(hello)
}
