import type { MessagePort } from 'node:worker_threads'
import { reportOf, type ErrorReport } from '@tutor/protocol'
import type { BlobChanges, Store } from '../store.ts'
import { appendLength, type AnswerBatch, type CallBatch, type PortMethod } from './port-messages.ts'

/** Answers what a `PortStore` on the other end of the port asks for, until the port closes. The store stays open. */
export function serveStore(store: Store, port: MessagePort): void {
  const answers = new Answers(port)
  let calls = 0
  port.on('message', (batch: CallBatch) => {
    for (let at = 0; at < batch.length; ) {
      const call = calls++
      const isAppend = batch[at] === 'append'
      const answer = isAppend ? append(store, batch, at + 1) : callStore(store, batch[at] as PortMethod, batch[at + 1])
      answer.then((value) => answers.value(call, value), (thrown) => answers.error(call, thrown))
      at += 1 + (isAppend ? appendLength : 1)
    }
  })
}

function append(store: Store, batch: CallBatch, at: number): Promise<void> {
  const blobs = batch[at + 6] as BlobChanges | undefined
  return store.append({
    sessionId: batch[at] as string,
    epoch: batch[at + 1] as number,
    seq: batch[at + 2] as number,
    count: batch[at + 3] as number,
    version: batch[at + 4] as number,
    body: batch[at + 5] as string,
    ...(blobs && { blobs }),
  })
}

function callStore(store: Store, method: PortMethod, args: unknown): Promise<unknown> {
  return (store[method] as (...given: unknown[]) => Promise<unknown>)(...(args as unknown[]))
}

/** Collects what one commit answers, and sends it in one message. */
class Answers {
  readonly #port: MessagePort
  #done: number[] = []
  #values: [number, unknown][] = []
  #errors: [number, ErrorReport][] = []
  #transfer: ArrayBuffer[] = []
  #scheduled = false

  constructor(port: MessagePort) {
    this.#port = port
  }

  value(call: number, value: unknown): void {
    if (value === undefined) this.#done.push(call)
    else this.#values.push([call, value])
    if (value instanceof Uint8Array && value.buffer instanceof ArrayBuffer) this.#transfer.push(value.buffer)
    this.#schedule()
  }

  error(call: number, thrown: unknown): void {
    this.#errors.push([call, reportOf(thrown, 'storage_unavailable')])
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    // Order: the promises of one commit are settled together, and a tick comes when all that follows from them is done.
    process.nextTick(this.#send)
  }

  readonly #send = (): void => {
    const batch: AnswerBatch = { done: this.#done, values: this.#values, errors: this.#errors }
    this.#port.postMessage(batch, this.#transfer)
    this.#scheduled = false
    this.#done = []
    this.#values = []
    this.#errors = []
    this.#transfer = []
  }
}
