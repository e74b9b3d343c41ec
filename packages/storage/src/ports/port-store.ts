import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers'
import type { MessagePort } from 'node:worker_threads'
import { TutorError } from '@tutor/protocol'
import type { Append, OpenedHistory, Ownership, Snapshot, Store, StoredRecord } from '../store.ts'
import type { AnswerBatch, PortMethod } from './port-messages.ts'

interface PendingCall {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: TutorError) => void
}

/**
 * A store in another thread, which calls `serveStore` on the other end of the port.
 *
 * All that is asked for in one turn of the event loop crosses in one message. When the other thread ends, what is under way
 * and whatever is asked for later rejects with `storage_unavailable`.
 */
export class PortStore implements Store {
  readonly #port: MessagePort
  readonly #pending = new Map<number, PendingCall>()
  #calls = 0
  #batch: unknown[] = []
  #transfer: ArrayBuffer[] = []
  #closed = false
  #idle: PromiseWithResolvers<void> | undefined

  constructor(port: MessagePort) {
    this.#port = port
    port.on('message', (answers: AnswerBatch) => this.#receive(answers))
    port.on('close', () => this.#lose())
  }

  /** Calls that the other thread has not answered. */
  get waiting(): number {
    return this.#pending.size
  }

  open(sessionId: string): Promise<OpenedHistory> {
    return this.#call('open', [sessionId])
  }

  append({ sessionId, epoch, seq, count, version, body, blobs }: Append): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (!this.#expect({ resolve: resolve as PendingCall['resolve'], reject })) return
      this.#batch.push('append', sessionId, epoch, seq, count, version, body, blobs)
    })
  }

  read(sessionId: string, after: number, maxBytes: number): Promise<readonly StoredRecord[]> {
    return this.#call('read', [sessionId, after, maxBytes])
  }

  saveSnapshot(session: Ownership, snapshot: Snapshot): Promise<void> {
    return this.#call('saveSnapshot', [session, snapshot])
  }

  forget(session: Ownership, seq: number): Promise<void> {
    return this.#call('forget', [session, seq])
  }

  erase(session: Ownership): Promise<void> {
    return this.#call('erase', [session])
  }

  putBlob(session: Ownership, hash: string, bytes: Uint8Array): Promise<void> {
    if (bytes.buffer instanceof SharedArrayBuffer) return this.#call('putBlob', [session, hash, bytes])
    // The caller keeps its bytes. A copy also leaves behind what else is in the buffer that the bytes may be a part of.
    const copy = new Uint8Array(bytes)
    this.#transfer.push(copy.buffer)
    return this.#call('putBlob', [session, hash, copy])
  }

  readBlob(hash: string): Promise<Uint8Array | undefined> {
    return this.#call('readBlob', [hash])
  }

  release(session: Ownership): Promise<void> {
    return this.#call<void>('release', [session]).catch(() => undefined)
  }

  backup(path: string): Promise<void> {
    return this.#call('backup', [path])
  }

  /** Waits for what is under way and closes the port; the store in the other thread goes on. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#pending.size > 0) {
      this.#idle ??= Promise.withResolvers()
      await this.#idle.promise
    }
    this.#port.close()
  }

  #call<T>(method: PortMethod, args: readonly unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.#expect({ resolve: resolve as PendingCall['resolve'], reject })) return
      this.#batch.push(method, args)
    })
  }

  /** @returns whether the call can be made */
  #expect(call: PendingCall): boolean {
    if (this.#closed) {
      call.reject(new TutorError('storage_unavailable'))
      return false
    }
    if (this.#batch.length === 0) setImmediate(this.#flush)
    this.#pending.set(this.#calls++, call)
    return true
  }

  /** In nobody's async context: a batch belongs to all who have asked, not to the first of them. */
  readonly #flush = AsyncLocalStorage.bind((): void => {
    const batch = this.#batch
    const transfer = this.#transfer
    this.#batch = []
    this.#transfer = []
    this.#port.postMessage(batch, transfer)
  })

  #receive({ done, values, errors }: AnswerBatch): void {
    for (const call of done) this.#take(call)?.resolve(undefined)
    for (const [call, value] of values) this.#take(call)?.resolve(value)
    for (const [call, { code, message }] of errors) this.#take(call)?.reject(new TutorError(code, message))
    if (this.#pending.size === 0) this.#idle?.resolve()
  }

  #take(call: number): PendingCall | undefined {
    const pending = this.#pending.get(call)
    this.#pending.delete(call)
    return pending
  }

  #lose(): void {
    this.#closed = true
    const lost = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of lost) reject(new TutorError('storage_unavailable'))
    this.#idle?.resolve()
  }
}
