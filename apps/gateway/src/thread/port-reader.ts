import type { DocumentReader, DocumentReading, DocumentToRead, Embedder } from '@tutor/documents'
import { TutorError } from '@tutor/protocol'
import type { MessagePort } from 'node:worker_threads'
import type { AnswerOutcome, ReadingAnswer, ReadingRequest } from '../reading/reading-messages.ts'

type Answered = Exclude<AnswerOutcome, { status: 'failed' }>

/** A reader in other threads, and one who tells what texts mean, which `serveReader` serves at the other end of the port. */
export class PortReader implements DocumentReader, Embedder {
  readonly #port: MessagePort
  readonly #pending = new Map<number, PromiseWithResolvers<Answered>>()
  #calls = 0

  constructor(port: MessagePort) {
    this.#port = port
    port.on('message', (answer: ReadingAnswer) => this.#settle(answer))
  }

  async read({ bytes, ...document }: DocumentToRead, signal: AbortSignal): Promise<DocumentReading> {
    const answered = await this.#ask((call) => ({ type: 'read', call, document: { ...document, bytes: alone(bytes) } }), signal)
    return (answered as Extract<Answered, { status: 'read' }>).reading
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const answered = await this.#ask((call) => ({ type: 'embed', call, texts }), signal)
    return (answered as Extract<Answered, { status: 'embedded' }>).vectors
  }

  async #ask(request: (call: number) => ReadingRequest, signal: AbortSignal): Promise<Answered> {
    signal.throwIfAborted()
    const call = this.#calls++
    const pending = Promise.withResolvers<Answered>()
    const abandon = (): void => {
      this.#post({ type: 'abandon', call })
      pending.reject(signal.reason as Error)
    }
    this.#pending.set(call, pending)
    signal.addEventListener('abort', abandon, { once: true })
    this.#post(request(call))
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
    if (outcome.status === 'failed') pending?.reject(new TutorError(outcome.error.code, outcome.error.message))
    else pending?.resolve(outcome)
  }
}

/** All of the buffer that bytes are a part of would cross, and others' bytes with it. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}
