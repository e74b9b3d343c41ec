import { once } from 'node:events'
import { LRUCache } from 'lru-cache'
import { Worker } from 'node:worker_threads'

/** What a thread says when it is ready, and to each set of texts. */
export type EmbeddingAnswer = { readonly ready: true } | { readonly call: number; readonly vectors: readonly Float32Array[] } | { readonly call: number; readonly failure: string }

export interface EmbeddingRequest {
  readonly call: number
  readonly texts: readonly string[]
}

/** They cannot be had: not installed, busy, too late, or their thread has ended. */
export class EmbeddingsUnavailable extends Error {
  override name = 'EmbeddingsUnavailable'
}

/** Vectors that are kept, 2 KB each; sets of texts that may wait; how long a search waits for one, and a start for the weights, in ms. */
const bounds = { kept: 5_000, waiting: 8, deadlineMs: 2_000, startMs: 30_000 } as const

/**
 * The one thread of a process that works out what texts mean, for all sessions. When it is busy, late or gone whoever asks is told so,
 * and does without. A thread that has ended is not started anew: the weights would end it again.
 */
export class EmbeddingThread {
  readonly #worker: Worker
  readonly #kept = new LRUCache<string, Float32Array>({ max: bounds.kept })
  readonly #pending = new Map<number, PromiseWithResolvers<readonly Float32Array[]>>()
  #calls = 0
  #ended = false

  /** @param file of the thread, for tests @throws EmbeddingsUnavailable where `npm run embeddings` was not run */
  static async start(file = new URL('embedding.worker.ts', import.meta.url)): Promise<EmbeddingThread> {
    const thread = new EmbeddingThread(file)
    try {
      await once(thread.#worker, 'message', { signal: AbortSignal.timeout(bounds.startMs) })
      // Nobody waits for it but those who ask.
      thread.#worker.unref()
      return thread
    } catch (cause) {
      await thread.close()
      throw new EmbeddingsUnavailable('EMBEDDINGS=on needs what `npm run embeddings` installs, and that cannot be loaded.', { cause })
    }
  }

  private constructor(file: URL) {
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 512 } })
    this.#worker.on('message', (answer: EmbeddingAnswer) => this.#settle(answer))
    this.#worker.on('error', () => this.#end())
    this.#worker.on('exit', () => this.#end())
  }

  /** @returns one vector a text, of unit length. @throws EmbeddingsUnavailable; the signal's reason */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    signal.throwIfAborted()
    const missing = [...new Set(texts)].filter((text) => !this.#kept.has(text))
    const known = new Map(texts.flatMap((text) => (this.#kept.has(text) ? [[text, this.#kept.get(text)!] as const] : [])))
    if (missing.length > 0) {
      const vectors = await this.#ask(missing, signal)
      for (const [index, text] of missing.entries()) {
        known.set(text, vectors[index]!)
        this.#kept.set(text, vectors[index])
      }
    }
    return texts.map((text) => known.get(text)!)
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#end()
    await this.#worker.terminate()
  }

  async #ask(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    if (this.#ended || this.#pending.size >= bounds.waiting) throw new EmbeddingsUnavailable('Nobody can tell meanings now.')
    const call = this.#calls++
    const answered = Promise.withResolvers<readonly Float32Array[]>()
    const give = (reason: unknown): void => answered.reject(reason)
    const late = AbortSignal.timeout(bounds.deadlineMs)
    const stop = (): void => give(signal.aborted ? signal.reason : new EmbeddingsUnavailable('It took too long to tell meanings.'))
    const ending = AbortSignal.any([signal, late])
    ending.addEventListener('abort', stop, { once: true })
    this.#pending.set(call, answered)
    this.#worker.ref()
    this.#worker.postMessage({ call, texts } satisfies EmbeddingRequest)
    try {
      return await answered.promise
    } finally {
      ending.removeEventListener('abort', stop)
      this.#pending.delete(call)
      if (this.#pending.size === 0) this.#worker.unref()
    }
  }

  #settle(answer: EmbeddingAnswer): void {
    if ('ready' in answer) return
    const pending = this.#pending.get(answer.call)
    if ('vectors' in answer) pending?.resolve(answer.vectors)
    else pending?.reject(new EmbeddingsUnavailable(answer.failure))
  }

  #end(): void {
    this.#ended = true
    for (const pending of this.#pending.values()) pending.reject(new EmbeddingsUnavailable('The thread that tells meanings has ended.'))
    this.#pending.clear()
  }
}
