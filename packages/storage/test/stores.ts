import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { MemoryStore, PortStore, SqliteStore, type Store } from '../src/index.ts'

/** A store with the means to hurt it. */
export interface StoreUnderTest extends AsyncDisposable {
  readonly store: Store
  /** Ends the store without warning and gives the one that finds what it left; absent where nothing is left. */
  readonly crash?: () => Promise<StoreUnderTest>
}

export type OpenStore = () => Promise<StoreUnderTest>

export async function openMemoryStore(): Promise<StoreUnderTest> {
  const store = new MemoryStore()
  return { store, [Symbol.asyncDispose]: () => store.close() }
}

export async function openSqliteStore(): Promise<StoreUnderTest> {
  return sqliteStoreIn(await temporaryFolder())
}

/** A SQLite store in a thread of its own. */
export async function openStoreBehindPort(): Promise<StoreUnderTest> {
  return storeBehindPortIn(await temporaryFolder())
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tutor-store-'))
}

function sqliteStoreIn(folder: string): StoreUnderTest {
  const store = SqliteStore.open(folder)
  return {
    store,
    // What is on the disk at this moment is what a process that is killed leaves.
    crash: async () => {
      const copy = await temporaryFolder()
      await cp(folder, copy, { recursive: true })
      await store.close()
      await rm(folder, { recursive: true })
      return sqliteStoreIn(copy)
    },
    [Symbol.asyncDispose]: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function storeBehindPortIn(folder: string): Promise<StoreUnderTest> {
  const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { workerData: folder })
  const { port1, port2 } = new MessageChannel()
  worker.postMessage(port2, [port2])
  await once(worker, 'message')
  const store = new PortStore(port1)
  return {
    store,
    crash: async () => {
      await worker.terminate()
      return storeBehindPortIn(folder)
    },
    [Symbol.asyncDispose]: async () => {
      await store.close()
      await worker.terminate()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
