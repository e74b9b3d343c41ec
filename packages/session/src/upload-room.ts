import { TutorError } from '@tutor/protocol'

/** When there may be room again for a document, in ms. */
const retryAfterMs = 5_000

/** Memory for documents that are arriving: of one session, within that of all sessions of a thread. */
export class UploadRoom {
  readonly #most: number
  readonly #around: UploadRoom | undefined
  #held = 0
  #closed = false

  /** @param most bytes. @param around has to have room as well */
  constructor(most: number, around?: UploadRoom) {
    this.#most = most
    this.#around = around
  }

  /** @throws TutorError `upload_limit` */
  hold(bytes: number): void {
    if (this.#closed || this.#held + bytes > this.#most) {
      throw new TutorError('upload_limit', 'Too many bytes of documents are arriving at a time. Finish one of them, or try again later.', { retryAfterMs })
    }
    this.#around?.hold(bytes)
    this.#held += bytes
  }

  release(bytes: number): void {
    if (this.#closed) return
    this.#held -= bytes
    this.#around?.release(bytes)
  }

  /** Releases everything, whoever holds it. Idempotent. */
  close(): void {
    this.release(this.#held)
    this.#closed = true
  }
}
