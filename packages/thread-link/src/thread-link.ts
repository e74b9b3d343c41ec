import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers'
import type { MessagePort } from 'node:worker_threads'
import { comlinkCall, type Batch } from './comlink-call.ts'
import { LinkClosedError } from './link-closed-error.ts'

/** What the owner of a link does with it. */
export interface LinkHandler<In> {
  /** Takes one message. MUST NOT throw: a throw closes the link. */
  receive(channel: number, message: In): void
  /** The link is closed, for this reason; nothing is received or sent any more. Called once. */
  closed(reason: LinkClosedError): void
}

export interface LinkOptions {
  /** A call that the other thread has not answered after this time closes the link. */
  readonly deadlineMs: number
}

/** A side that takes in a call does nothing else meanwhile, so texts of no more than this cross at a time, and one more. */
const maxBatchCharacters = 1024 * 1024

/**
 * One end of a link between two threads that carries many channels.
 *
 * All that is sent in one turn of the event loop crosses in one Comlink call, a megabyte of it at most. At most one call of ours is under way:
 * what is sent meanwhile goes with the next one, so batches grow with the load and no timer is needed. A call that
 * arrives is answered in the same turn of the event loop, and the answer carries what was sent by then, so that a message
 * and its immediate reply cost one call.
 */
export class ThreadLink<Out, In> {
  #outgoing: Batch = []
  #queuedCharacters = 0
  #flushScheduled = false
  #answering = false
  /** When the call now under way was made (ms, monotonic), or 0. */
  #callingSince = 0
  #closed: LinkClosedError | undefined
  readonly #port: MessagePort
  readonly #handler: LinkHandler<In>
  readonly #call: (batch: Batch) => Promise<Batch>
  readonly #watch: NodeJS.Timeout

  constructor(port: MessagePort, handler: LinkHandler<In>, options: LinkOptions) {
    this.#port = port
    this.#handler = handler
    this.#call = comlinkCall(port, (batch) => this.#answer(batch))
    // Also tells of the other thread's end: its port closes with it. A Comlink call would stay pending for ever.
    port.on('close', () => this.close('the other thread ended'))
    this.#watch = setInterval(() => this.#checkDeadline(options.deadlineMs), options.deadlineMs / 4)
    this.#watch.unref()
  }

  /**
   * Characters of the texts that have not left: it grows while the other thread does not answer. Whoever sends what strangers
   * say has to look at it. A call that is under way holds a megabyte more.
   */
  get queuedCharacters(): number {
    return this.#queuedCharacters
  }

  /** Sends a structured-cloneable message; messages of one link arrive in order. Ignored when the link is closed. */
  send(channel: number, message: Out): void {
    if (this.#closed) return
    this.#outgoing.push(channel, message)
    if (typeof message === 'string') this.#queuedCharacters += message.length
    if (!this.#answering) this.#scheduleFlush()
  }

  /** Idempotent. Messages that have not left yet are dropped. */
  close(reason = 'closed'): void {
    if (this.#closed) return
    this.#closed = new LinkClosedError(reason)
    this.#outgoing = []
    this.#queuedCharacters = 0
    clearInterval(this.#watch)
    this.#port.close()
    this.#handler.closed(this.#closed)
  }

  #scheduleFlush(): void {
    if (this.#callingSince > 0 || this.#flushScheduled) return
    this.#flushScheduled = true
    setImmediate(this.#flush)
  }

  /** In nobody's async context: a batch belongs to all who have sent, not to the first of them. */
  readonly #flush = AsyncLocalStorage.bind((): void => {
    this.#flushScheduled = false
    if (this.#closed || this.#callingSince > 0 || this.#outgoing.length === 0) return
    this.#callingSince = performance.now()
    this.#call(this.#takeOutgoing()).then(this.#onReply).catch(this.#onFailure)
  })

  readonly #onReply = (batch: Batch): void => {
    this.#callingSince = 0
    this.#deliver(batch)
    // What was sent during the call waited for it and has waited long enough.
    if (!this.#flushScheduled) this.#flush()
  }

  readonly #onFailure = (error: unknown): void => this.close(`the other thread failed: ${String(error)}`)

  #answer(batch: Batch): Promise<Batch> {
    if (this.#closed) throw this.#closed
    this.#answering = true
    this.#deliver(batch)
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#answering = false
        // Order: from here to Comlink's posting of the reply there are only microtasks, so no flush can overtake it.
        resolve(this.#takeOutgoing())
        if (this.#outgoing.length > 0) this.#scheduleFlush()
      })
    })
  }

  #deliver(batch: Batch): void {
    for (let i = 0; i < batch.length && !this.#closed; i += 2) {
      this.#handler.receive(batch[i] as number, batch[i + 1] as In)
    }
  }

  #takeOutgoing(): Batch {
    if (this.#queuedCharacters > maxBatchCharacters) return this.#takePart()
    const batch = this.#outgoing
    this.#outgoing = []
    this.#queuedCharacters = 0
    return batch
  }

  #takePart(): Batch {
    let characters = 0
    let end = 0
    for (; end < this.#outgoing.length && characters < maxBatchCharacters; end += 2) {
      const message = this.#outgoing[end + 1]
      if (typeof message === 'string') characters += message.length
    }
    this.#queuedCharacters -= characters
    return this.#outgoing.splice(0, end)
  }

  #checkDeadline(deadlineMs: number): void {
    if (this.#callingSince > 0 && performance.now() - this.#callingSince > deadlineMs) {
      this.close(`the other thread did not answer within ${deadlineMs} ms`)
    }
  }
}
