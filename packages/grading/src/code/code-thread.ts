import { TutorError } from '@tutor/protocol'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CodeResult, CodeRunner, CodeTask } from './code-runner.ts'

export interface CodeThreadBounds {
  /** What one run may take, in ms. */
  readonly timeMs: number
  /** Until a thread that does not answer is ended, in ms; the engine in it stops by itself before. */
  readonly deadlineMs: number
  /** Without work a thread ends after so long, in ms. */
  readonly idleMs: number
  /** Runs that may wait for their turn. */
  readonly waiting: number
}

/** What a thread answers: what came of the tests, or why it could not run them. */
export type CodeAnswer = { readonly results: readonly CodeResult[] } | { readonly failure: string }

const usual: CodeThreadBounds = { timeMs: 1_000, deadlineMs: 4_000, idleMs: 30_000, waiting: 32 }

/** Runs learners' code in a thread beside the caller's, one run after the other. There is a thread while there is work, and a little longer. */
export class CodeThread implements CodeRunner {
  readonly #bounds: CodeThreadBounds
  #worker: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #idle: NodeJS.Timeout | undefined

  constructor(bounds: Partial<CodeThreadBounds> = {}) {
    this.#bounds = { ...usual, ...bounds }
  }

  async run(task: CodeTask, signal: AbortSignal): Promise<readonly CodeResult[]> {
    signal.throwIfAborted()
    if (this.#waiting >= this.#bounds.waiting) throw new TutorError('code_unavailable')
    this.#waiting += 1
    const turn = this.#last.then(() => this.#runNow(task, signal)).finally(() => (this.#waiting -= 1))
    this.#last = turn.catch(() => {})
    return await orStopped(turn, signal)
  }

  /** Ends the thread, whatever it runs. */
  async close(): Promise<void> {
    await this.#end()
  }

  async #runNow(task: CodeTask, signal: AbortSignal): Promise<readonly CodeResult[]> {
    signal.throwIfAborted()
    clearTimeout(this.#idle)
    const worker = (this.#worker ??= this.#start())
    worker.ref()
    const overtime = AbortSignal.timeout(this.#bounds.deadlineMs)
    try {
      worker.postMessage(task)
      const [answer] = (await once(worker, 'message', { signal: AbortSignal.any([signal, overtime]) })) as [CodeAnswer]
      if ('failure' in answer) throw new Error(answer.failure)
      this.#rest(worker)
      return answer.results
    } catch (cause) {
      await this.#end()
      signal.throwIfAborted()
      if (overtime.aborted) return [{ outcome: 'timed_out' }]
      if (isMemory(cause)) return [{ outcome: 'out_of_memory' }]
      throw new TutorError('code_unavailable', undefined, { cause })
    }
  }

  /** Nobody has to wait for a thread that has nothing to do. */
  #rest(worker: Worker): void {
    worker.unref()
    this.#idle = setTimeout(() => void this.#end(), this.#bounds.idleMs).unref()
  }

  #start(): Worker {
    return new Worker(new URL('./code.worker.ts', import.meta.url), { workerData: this.#bounds.timeMs, resourceLimits: { maxOldGenerationSizeMb: 64 }, env: {}, stdout: true, stderr: true })
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    // What it fails with while it ends concerns nobody.
    worker?.on('error', () => {})
    await worker?.terminate()
  }
}

/** Whoever stops does not wait for those who are before them. */
async function orStopped<T>(turn: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const stop = (): void => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([turn, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function isMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
}
