import { createHash } from 'node:crypto'
import { BlobClaims } from './blob-claims.ts'
import { unknownBlob, wrongHash } from './blob-errors.ts'
import type { BlobChanges } from './store.ts'

interface MemoryBlob {
  readonly bytes: Uint8Array
  readonly sessions: Set<string>
}

/** Blobs by hash, each with the sessions that keep it. */
export class MemoryBlobs {
  readonly #blobs = new Map<string, MemoryBlob>()
  readonly #claims = new BlobClaims()

  put(sessionId: string, hash: string, bytes: Uint8Array): void {
    if (createHash('sha256').update(bytes).digest('hex') !== hash) throw wrongHash(hash)
    if (!this.#blobs.has(hash)) this.#blobs.set(hash, { bytes: new Uint8Array(bytes), sessions: new Set() })
    this.#claims.add(sessionId, hash)
  }

  read(hash: string): Uint8Array | undefined {
    const blob = this.#blobs.get(hash)
    return blob && blob.sessions.size > 0 ? new Uint8Array(blob.bytes) : undefined
  }

  /** All or nothing. */
  change(sessionId: string, { keep, drop }: BlobChanges): void {
    const unknown = keep.find((hash) => !this.#mayKeep(sessionId, hash))
    if (unknown !== undefined) throw unknownBlob(unknown)
    for (const hash of keep) {
      this.#blobs.get(hash)?.sessions.add(sessionId)
      this.#claims.settle(sessionId, hash)
    }
    for (const hash of drop.filter((dropped) => !keep.includes(dropped))) {
      this.#blobs.get(hash)?.sessions.delete(sessionId)
      this.#forgetUnused(hash)
    }
  }

  release(sessionId: string): void {
    for (const hash of this.#claims.release(sessionId)) this.#forgetUnused(hash)
  }

  /** The session is no more. */
  forget(sessionId: string): void {
    for (const [hash, { sessions }] of this.#blobs) if (sessions.delete(sessionId)) this.#forgetUnused(hash)
  }

  #mayKeep(sessionId: string, hash: string): boolean {
    return this.#claims.has(sessionId, hash) || (this.#blobs.get(hash)?.sessions.has(sessionId) ?? false)
  }

  #forgetUnused(hash: string): void {
    if (this.#blobs.get(hash)?.sessions.size === 0 && !this.#claims.claimed(hash)) this.#blobs.delete(hash)
  }
}
