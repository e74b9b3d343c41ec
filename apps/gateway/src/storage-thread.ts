import { PortStore, type Store } from '@tutor/storage'
import { once } from 'node:events'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { log } from './log.ts'
import type { StorageHello, StorageSettings, ToStorage } from './storage-messages.ts'

/** The thread that owns the data folder. Without it nothing can be kept, so the process does not outlive it. */
export class StorageThread {
  readonly #worker: Worker
  readonly #exited: Promise<unknown>
  readonly #opened = Promise.withResolvers<void>()
  #closing = false
  /** For the gateway itself. */
  readonly store: Store

  constructor(settings: StorageSettings) {
    const worker = new Worker(new URL('thread/storage.worker.ts', import.meta.url), { workerData: settings })
    this.#worker = worker
    // Whoever starts the server may have something else to wait for first.
    this.#opened.promise.catch(() => {})
    this.#exited = once(worker, 'exit')
    worker.on('message', (hello: StorageHello) => this.#hear(hello, settings))
    // An error that nobody handles ends the process: its supervisor starts another one, which reads what was kept.
    worker.on('error', (error) => {
      throw error
    })
    worker.on('exit', (code) => {
      if (!this.#closing) throw new Error(`The storage thread ended with code ${code}.`)
    })
    const { port1, port2 } = new MessageChannel()
    this.serve(port1)
    port2.unref()
    this.store = new PortStore(port2)
  }

  /**
   * Resolves when it has the data folder; what is asked for before has to wait. Rejects with an Error for the operator
   * (`StoreLockedError`, `StoreTooNewError`, `StoreDamagedError`, by name).
   */
  get opened(): Promise<void> {
    return this.#opened.promise
  }

  /** Lets the owner of the other end use the store. */
  serve(port: MessagePort): void {
    this.#worker.postMessage({ type: 'serve', port } satisfies ToStorage, [port])
  }

  /** Order: after all who use it have ended. Resolves when everything is kept and the data folder is free. */
  async close(): Promise<void> {
    this.#closing = true
    this.#worker.postMessage({ type: 'close' } satisfies ToStorage)
    await this.#exited
  }

  #hear(hello: StorageHello, { dataDir, waitMs }: StorageSettings): void {
    switch (hello.status) {
      case 'waiting':
        return log.info({ dataDir, waitMs }, 'waiting for the server that has the data folder')
      case 'open':
        return this.#opened.resolve()
      case 'refused':
        this.#opened.reject(Object.assign(new Error(hello.message), { name: hello.name }))
    }
  }
}
