import { limits, TutorError, type UploadChunkMessage, type UploadMessage } from '@tutor/protocol'
import type { UploadRoom } from './upload-room.ts'

interface OpenUpload {
  readonly name: string
  readonly bytes: number
  readonly chunks: Uint8Array[]
  received: number
}

/** All bytes of a document that came in chunks. */
export interface CompleteUpload {
  readonly uploadId: string
  readonly name: string
  readonly bytes: Uint8Array
  /** What it holds of the room: to be released by whoever takes it. */
  readonly held: number
}

/** What a chunk takes beside its bytes, about, so that an upload in single bytes does not take a hundred times its size. */
const chunkOverhead = 128

/** The uploads one connection has open. Memory grows with what has arrived, never with what was announced. */
export class Uploads {
  readonly #open = new Map<string, OpenUpload>()
  readonly #room: UploadRoom

  constructor(room: UploadRoom) {
    this.#room = room
  }

  get size(): number {
    return this.#open.size
  }

  /** @returns the document, where it has no bytes to wait for. @throws TutorError `document_too_large`, `upload_id_used`, `upload_limit` */
  begin({ uploadId, name, bytes }: UploadMessage): CompleteUpload | undefined {
    if (bytes > limits.documentBytes) throw new TutorError('document_too_large')
    if (this.#open.has(uploadId)) throw new TutorError('upload_id_used')
    if (this.#open.size >= limits.openUploads) throw new TutorError('upload_limit')
    this.#open.set(uploadId, { name, bytes, chunks: [], received: 0 })
    return this.#complete(uploadId)
  }

  /**
   * @returns the document, once its last byte is there
   * @throws TutorError `upload_unknown`; `upload_out_of_order` and `upload_limit`, which drop the upload
   */
  append({ uploadId, offset, data }: UploadChunkMessage): CompleteUpload | undefined {
    const upload = this.#open.get(uploadId)
    if (!upload) throw new TutorError('upload_unknown')
    const chunk = Buffer.from(data, 'base64')
    if (chunk.length === 0) return undefined
    try {
      if (offset !== upload.received || upload.received + chunk.length > upload.bytes) throw new TutorError('upload_out_of_order')
      this.#room.hold(chunk.length + chunkOverhead)
    } catch (error) {
      this.#drop(uploadId, upload)
      throw error
    }
    upload.chunks.push(chunk)
    upload.received += chunk.length
    return this.#complete(uploadId)
  }

  /** @throws TutorError `upload_unknown` */
  abort(uploadId: string): void {
    const upload = this.#open.get(uploadId)
    if (!upload) throw new TutorError('upload_unknown')
    this.#drop(uploadId, upload)
  }

  /** Drops all of them. Idempotent. */
  close(): void {
    for (const [uploadId, upload] of this.#open) this.#drop(uploadId, upload)
  }

  #drop(uploadId: string, upload: OpenUpload): void {
    this.#open.delete(uploadId)
    this.#room.release(heldBy(upload))
  }

  #complete(uploadId: string): CompleteUpload | undefined {
    const upload = this.#open.get(uploadId)
    if (!upload || upload.received < upload.bytes) return undefined
    this.#open.delete(uploadId)
    return { uploadId, name: upload.name, bytes: shared(upload), held: heldBy(upload) }
  }
}

/** In memory that the threads share: who reads the document and who stores it get it without a copy. */
function shared({ received, chunks }: OpenUpload): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(received))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function heldBy({ received, chunks }: OpenUpload): number {
  return received + chunks.length * chunkOverhead
}
