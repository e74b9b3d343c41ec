import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { TutorError } from '@tutor/protocol'
import { wrongHash } from '../blob-errors.ts'
import type { Ownership } from '../store.ts'
import type { CommitQueue } from './commit-queue.ts'
import { damaged } from './damage.ts'
import type { Journal } from './journal.ts'

/** Bytes of a part: a large blob is written and read so much at a time, so that it holds up nobody's commit. */
const partBytes = 256 * 1024

/** A blob that a session will keep. */
export interface BlobToPut {
  readonly session: Ownership
  readonly hash: string
  /** MUST NOT change before all is written. */
  readonly bytes: Uint8Array
}

/** A blob that is being written. */
interface Staging {
  /** The one it was begun in: after a failure of the disk another one knows nothing of it. */
  readonly journal: Journal
  readonly blob: number
}

/** Writes a blob, unless it is there already, part by part, each with the commit of its turn. */
export async function putBlob(queue: CommitQueue, put: BlobToPut): Promise<void> {
  if ((await sha256(put.bytes)) !== put.hash) throw wrongHash(put.hash)
  const staging = await queue.write((journal) => begin(journal, put))
  if (!staging) return
  try {
    await writeParts(queue, staging, put.bytes)
    await queue.write((journal) => finish(journal, staging, put))
  } catch (thrown) {
    await queue.write((journal) => {
      if (journal === staging.journal) journal.blobs.discard(staging.blob)
    })
    throw thrown
  }
}

/**
 * Reads a blob that a session keeps, part by part.
 *
 * @throws {TutorError} `session_damaged` when the bytes do not have the hash any more
 */
export async function getBlob(queue: CommitQueue, hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const blob = await queue.read((journal) => journal.blobs.kept(hash))
  if (blob === undefined) return undefined
  const parts: Uint8Array[] = []
  for (let part: Uint8Array | undefined; ; parts.push(part)) {
    part = await queue.read((journal) => journal.blobs.part(blob, parts.length))
    if (!part) break
  }
  const bytes = joined(parts)
  if ((await sha256(bytes)) === hash) return bytes
  // It may also have been dropped in the middle.
  if ((await queue.read((journal) => journal.blobs.kept(hash))) !== blob) return undefined
  throw damaged(`blob ${hash} has another hash`)
}

function begin(journal: Journal, { session, hash }: BlobToPut): Staging | undefined {
  journal.checkOwner(session)
  if (!journal.blobs.has(hash)) return { journal, blob: journal.blobs.begin() }
  journal.blobs.claim(session.sessionId, hash)
  return undefined
}

async function writeParts(queue: CommitQueue, staging: Staging, bytes: Uint8Array): Promise<void> {
  for (const [part, piece] of partsOf(bytes).entries()) {
    await queue.write((journal) => {
      checkSame(journal, staging)
      journal.blobs.addPart(staging.blob, part, piece)
    })
  }
}

function finish(journal: Journal, staging: Staging, { session, hash }: BlobToPut): void {
  checkSame(journal, staging)
  journal.checkOwner(session)
  journal.blobs.finish(staging.blob, hash)
  journal.blobs.claim(session.sessionId, hash)
}

function checkSame(journal: Journal, staging: Staging): void {
  if (journal !== staging.journal) throw new TutorError('storage_unavailable')
}

/** Not `crypto.subtle`: it refuses bytes that threads share. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (const piece of partsOf(bytes)) {
    hash.update(piece)
    await nextTurn()
  }
  return hash.digest('hex')
}

/** One at least. */
function partsOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / partBytes))
  return Array.from({ length: count }, (_, part) => bytes.subarray(part * partBytes, (part + 1) * partBytes))
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
