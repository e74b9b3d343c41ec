import type { DocumentReader, DocumentReading, DocumentToRead } from '@tutor/documents'
import { TutorError } from '@tutor/protocol'
import type { MessagePort } from 'node:worker_threads'
import type { ReadingAnswer, ReadingRequest } from '../reading/reading-messages.ts'

/** A reader in other threads, which `serveReader` serves at the other end of the port. */
export class PortReader implements DocumentReader {
  readonly #port: MessagePort
  readonly #pending = new Map<number, PromiseWithResolvers<DocumentReading>>()
  #calls = 0

  constructor(port: MessagePort) {
    this.#port = port
    port.on('message', (answer: ReadingAnswer) => this.#settle(answer))
  }

  async read({ bytes, ...document }: DocumentToRead, signal: AbortSignal): Promise<DocumentReading> {
    signal.throwIfAborted()
    const call = this.#calls++
    const pending = Promise.withResolvers<DocumentReading>()
    const abandon = (): void => {
      this.#post({ type: 'abandon', call })
      pending.reject(signal.reason as Error)
    }
    this.#pending.set(call, pending)
    signal.addEventListener('abort', abandon, { once: true })
    this.#post({ type: 'read', call, document: { ...document, bytes: alone(bytes) } })
    try {
      return await pending.promise
    } finally {
      signal.removeEventListener('abort', abandon)
      this.#pending.delete(call)
    }
  }

  #post(request: ReadingRequest): void {
    this.#port.postMessage(request)
  }

  #settle({ call, outcome }: ReadingAnswer): void {
    const pending = this.#pending.get(call)
    if (outcome.status === 'read') pending?.resolve(outcome.reading)
    else pending?.reject(new TutorError(outcome.error.code, outcome.error.message))
  }
}

/** All of the buffer that bytes are a part of would cross, and others' bytes with it. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}
