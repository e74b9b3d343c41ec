import type { MessagePort } from 'node:worker_threads'

/** What crosses between the gateway and the storage thread; the stores themselves talk through ports of their own. */
export interface StorageSettings {
  readonly dataDir: string
}

/** Posted once by the storage thread when it starts. */
export type StorageHello = { readonly status: 'open' } | { readonly status: 'refused'; readonly name: string; readonly message: string }

/** `close` ends the thread, when all that was asked for before is kept. */
export type ToStorage = { readonly type: 'serve'; readonly port: MessagePort } | { readonly type: 'close' }
