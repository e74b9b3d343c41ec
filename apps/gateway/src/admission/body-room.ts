import { TutorError, type Level } from '@tutor/protocol'

/** When there may be room again for a document, in ms. */
const retryAfterMs = 5_000

/** Bytes of documents that have come over HTTP and are not yet with their sessions: of all requests together. */
export class BodyRoom {
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get level(): Level {
    return { now: this.#held, most: this.#most }
  }

  /** Room for one document, to be given back when it is with its session or given up. */
  open(): HeldBody {
    return new HeldBody((bytes) => this.#hold(bytes))
  }

  #hold(bytes: number): void {
    if (this.#held + bytes > this.#most) {
      throw new TutorError('server_overloaded', 'Too many documents are arriving at a time. Try again later.', { retryAfterMs })
    }
    this.#held += bytes
  }
}

/** The bytes of one document. */
class HeldBody implements Disposable {
  readonly #hold: (bytes: number) => void
  #bytes = 0

  constructor(hold: (bytes: number) => void) {
    this.#hold = hold
  }

  /** @throws TutorError `server_overloaded` */
  add(bytes: number): void {
    this.#hold(bytes)
    this.#bytes += bytes
  }

  [Symbol.dispose](): void {
    this.#hold(-this.#bytes)
    this.#bytes = 0
  }
}
