import type { DocumentReader, DocumentReading, DocumentToRead } from '@tutor/documents'
import { TutorError } from '@tutor/protocol'
import { Piscina } from 'piscina'
import { log } from '../log.ts'
import { readingBounds, type ReaderThreadSettings, type ReadingBounds } from './reading-bounds.ts'
import type { ReadingOutcome } from './reading-messages.ts'
import { Slots } from './slots.ts'

/** A thread without work ends after so long, in ms, and gives its memory back. */
const idleMs = 30_000

export interface ReaderPoolOptions {
  /** Most documents read at a time. */
  readonly threads: number
  /** {@link readingBounds} unless told. */
  readonly bounds?: Partial<ReadingBounds>
}

/**
 * The threads that read documents, one document each at a time. A thread starts when there is something to read, and is
 * ended with the document that takes too long or that nobody wants any more.
 */
export class ReaderPool implements DocumentReader {
  readonly #pool: Piscina<DocumentToRead, ReadingOutcome>
  readonly #slots: Slots
  readonly #bounds: ReadingBounds

  constructor({ threads, bounds = {} }: ReaderPoolOptions) {
    // Piscina's own line stands still when the thread before it is ended and none has to be there.
    this.#slots = new Slots(threads)
    this.#bounds = { ...readingBounds, ...bounds }
    const { heapMb, bufferBytes } = this.#bounds
    this.#pool = new Piscina({
      filename: new URL('../thread/reader.worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleMs,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      workerData: { bufferBytes } satisfies ReaderThreadSettings,
      // With Atomics a thread that waits for its next document could not look at its memory.
      atomics: 'disabled',
    })
    // A thread that dies without a document.
    this.#pool.on('error', (error) => log.error({ err: error }, 'a reader thread failed'))
  }

  /** @throws TutorError `document_*`, or `upload_limit` when too many documents wait */
  async read(document: DocumentToRead, signal: AbortSignal): Promise<DocumentReading> {
    if (this.#slots.waiting >= this.#bounds.waiting) throw tooManyWait()
    await this.#slots.take(signal)
    try {
      const outcome = await this.#run(document, signal)
      if (outcome.status === 'failed') throw new TutorError(outcome.error.code, outcome.error.message)
      return outcome.reading
    } finally {
      this.#slots.release()
    }
  }

  /** Ends all threads, whatever they read. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  async #run(document: DocumentToRead, signal: AbortSignal): Promise<ReadingOutcome> {
    const overtime = AbortSignal.timeout(this.#bounds.timeMs)
    try {
      return await this.#pool.run(document, { signal: AbortSignal.any([signal, overtime]) })
    } catch (cause) {
      signal.throwIfAborted()
      const reason = overtime.aborted ? `took longer than ${this.#bounds.timeMs / 1000} s` : 'took more memory than there is for one document'
      log.warn({ err: cause, bytes: document.bytes.length }, `a document was given up: it ${reason}`)
      throw new TutorError('document_unreadable', `The document cannot be read: reading it ${reason}.`, { cause })
    }
  }
}

function tooManyWait(): TutorError {
  return new TutorError('upload_limit', 'Too many documents are waiting to be read. Try again later.')
}
