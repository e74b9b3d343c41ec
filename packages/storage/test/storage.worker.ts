import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { serveStore, SqliteStore } from '../src/index.ts'

const store = SqliteStore.open(workerData as string)
parentPort?.on('message', (port: MessagePort) => {
  serveStore(store, port)
  parentPort?.postMessage('serving')
})
