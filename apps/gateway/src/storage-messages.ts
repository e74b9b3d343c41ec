import type { MessagePort } from 'node:worker_threads'

/** What crosses between the gateway and the storage thread; the stores themselves talk through ports of their own. */
export interface StorageSettings {
  readonly dataDir: string
  /** How long to wait for another server that has the data folder, in ms. */
  readonly waitMs: number
}

/** Posted by the storage thread when it starts: `waiting` perhaps, then one of the others. */
export type StorageHello = { readonly status: 'waiting' | 'open' } | { readonly status: 'refused'; readonly name: string; readonly message: string }

/** `close` ends the thread, when all that was asked for before is kept. */
export type ToStorage = { readonly type: 'serve'; readonly port: MessagePort } | { readonly type: 'close' }
