import { limits, TutorError, type UploadChunkMessage, type UploadMessage } from '@tutor/protocol'

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
}

/** The uploads one connection has open. Memory grows with what has arrived, never with what was announced. */
export class Uploads {
  readonly #open = new Map<string, OpenUpload>()

  get size(): number {
    return this.#open.size
  }

  /** @returns the document, where it has no bytes to wait for */
  begin({ uploadId, name, bytes }: UploadMessage): CompleteUpload | undefined {
    if (bytes > limits.documentBytes) throw new TutorError('document_too_large')
    if (this.#open.has(uploadId)) throw new TutorError('upload_id_used')
    if (this.#open.size >= limits.openUploads) throw new TutorError('upload_limit')
    this.#open.set(uploadId, { name, bytes, chunks: [], received: 0 })
    return this.#complete(uploadId)
  }

  /** @returns the document, once its last byte is there */
  append({ uploadId, offset, data }: UploadChunkMessage): CompleteUpload | undefined {
    const upload = this.#open.get(uploadId)
    if (!upload) throw new TutorError('upload_unknown')
    const chunk = Buffer.from(data, 'base64')
    if (offset !== upload.received || upload.received + chunk.length > upload.bytes) {
      this.#open.delete(uploadId)
      throw new TutorError('upload_out_of_order')
    }
    upload.chunks.push(chunk)
    upload.received += chunk.length
    return this.#complete(uploadId)
  }

  /** @throws TutorError `upload_unknown` */
  abort(uploadId: string): void {
    if (!this.#open.delete(uploadId)) throw new TutorError('upload_unknown')
  }

  #complete(uploadId: string): CompleteUpload | undefined {
    const upload = this.#open.get(uploadId)
    if (!upload || upload.received < upload.bytes) return undefined
    this.#open.delete(uploadId)
    return { uploadId, name: upload.name, bytes: Buffer.concat(upload.chunks) }
  }
}
