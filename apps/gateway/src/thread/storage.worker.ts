import { SqliteStore, serveStore } from '@tutor/storage'
import { parentPort, workerData } from 'node:worker_threads'
import { saveCompiledCode } from '../compile-cache.ts'
import type { StorageHello, StorageSettings, ToStorage } from '../storage-messages.ts'

/** Entry of the storage thread: the one writer of the data folder, asked through a port by each thread that needs it. */
const store = openStore(workerData as StorageSettings)

parentPort?.on('message', (message: ToStorage) => {
  if (message.type === 'serve') return store && serveStore(store, message.port)
  void store?.close().finally(() => process.exit(0))
})

function openStore({ dataDir }: StorageSettings): SqliteStore | undefined {
  try {
    const opened = SqliteStore.open(dataDir)
    say({ status: 'open' })
    saveCompiledCode()
    return opened
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // An error loses its name on its way to another thread.
    say({ status: 'refused', name: error.name, message: error.message })
    return undefined
  }
}

function say(hello: StorageHello): void {
  parentPort?.postMessage(hello)
}
