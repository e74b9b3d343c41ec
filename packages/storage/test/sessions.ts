import { createHash, randomBytes } from 'node:crypto'
import type { TutorError } from '@tutor/protocol'
import type { Append, BlobChanges, Ownership, Store, StoredRecord } from '../src/index.ts'

/** An owner that counts as a session does. */
export class Owner implements Ownership {
  readonly sessionId: string
  readonly epoch: number
  seq: number
  readonly #store: Store

  constructor(store: Store, session: Ownership & { readonly seq: number }) {
    this.#store = store
    this.sessionId = session.sessionId
    this.epoch = session.epoch
    this.seq = session.seq
  }

  /** Makes an append that follows the last. */
  next(count = 1, body = `events from ${this.seq + 1}`): Append {
    const { sessionId, epoch, seq } = this
    this.seq += count
    return { sessionId, epoch, seq: seq + 1, count, version: 1, body }
  }

  append(count?: number, body?: string): Promise<void> {
    return this.#store.append(this.next(count, body))
  }

  keep(blobs: Partial<BlobChanges>): Promise<void> {
    return this.#store.append({ ...this.next(), blobs: { keep: [], drop: [], ...blobs } })
  }
}

/** Opens a session and knows where its history goes on. */
export async function own(store: Store, sessionId: string): Promise<Owner> {
  const { epoch, snapshot, records } = await store.open(sessionId)
  return new Owner(store, { sessionId, epoch, seq: endOf(records) ?? snapshot?.seq ?? 0 })
}

/** Reads a whole history. */
export function all(store: Store, sessionId: string): Promise<readonly StoredRecord[]> {
  return store.read(sessionId, 0, Infinity)
}

/** `seq` of the last event. */
export function endOf(records: readonly StoredRecord[]): number | undefined {
  const last = records.at(-1)
  return last && last.seq + last.count - 1
}

/** The code of the error a call rejects with, or `undefined` when it does not. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: TutorError) => error.code,
  )
}

export interface Blob {
  readonly hash: string
  readonly bytes: Uint8Array
}

export function blobOf(length: number): Blob {
  const bytes = new Uint8Array(randomBytes(length))
  return { hash: createHash('sha256').update(bytes).digest('hex'), bytes }
}
