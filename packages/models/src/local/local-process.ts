import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { GgufSettings } from '../model-settings.ts'
import { ModelStartError } from '../model-start-error.ts'
import { ggufProblem } from './gguf-file.ts'
import { isLlamaInstalled } from './llama-model.ts'
import type { LocalStarted } from './local-messages.ts'

/** Before a process that has died is started again, in ms; doubled each time it dies within a minute, up to the longest. */
const restart = { firstMs: 500, longestMs: 30_000, stableMs: 60_000 }

/** A model of many gigabytes has this time to be loaded, in ms. */
const loadingMs = 300_000

/**
 * The process in which a model of a file computes, for all sessions of this one. Where it dies it is started again, at the
 * same address; meanwhile its calls fail.
 */
export class LocalProcess {
  readonly #settings: GgufSettings
  readonly #apiKey = crypto.randomUUID()
  readonly #closing = new AbortController()
  #port = 0
  #child: ChildProcess | undefined

  /** @throws ModelStartError what is missing, and how to get it */
  static async start(settings: GgufSettings): Promise<LocalProcess> {
    if (!isLlamaInstalled()) throw new ModelStartError('MODEL=gguf needs the package node-llama-cpp (85 MB), which is not installed. Run: npm run gguf')
    const problem = await ggufProblem(settings.path)
    if (problem) throw new ModelStartError(problem)
    const local = new LocalProcess(settings)
    try {
      await local.#run()
    } catch (error) {
      await local.close()
      throw error
    }
    return local
  }

  private constructor(settings: GgufSettings) {
    this.#settings = settings
  }

  get endpoint(): NonNullable<GgufSettings['endpoint']> {
    return { baseUrl: `http://127.0.0.1:${this.#port}/v1`, apiKey: this.#apiKey }
  }

  /** Of the process; `undefined` while there is none. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort()
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** @throws ModelStartError */
  async #run(): Promise<void> {
    // Native code writes what it likes, words of learners perhaps.
    const child = fork(new URL('./local-model.process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    this.#child = child
    // What it tells of a fault its end tells as well.
    child.on('error', () => {})
    const { path, threads } = this.#settings
    child.send({ path, threads, apiKey: this.#apiKey, port: this.#port })
    const told = await this.#told(child)
    if (!told?.started) throw new ModelStartError(`The model "${path}" cannot be loaded: ${told?.message ?? 'its process has died, for lack of memory perhaps, or takes too long.'}`)
    this.#port = told.port
    // Whoever has started it may end without a word to it, and it ends then, too.
    child.unref()
    child.channel?.unref()
    child.once('exit', () => void this.#restart(performance.now(), restart.firstMs))
  }

  /** @returns nothing where the process ends without a word, or says none in time */
  async #told(child: ChildProcess): Promise<LocalStarted | undefined> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(loadingMs)])
    const message = once(child, 'message', { signal }).then(([told]) => told as LocalStarted)
    const nothing = once(child, 'exit', { signal }).then(() => undefined)
    return await Promise.race([message, nothing]).catch(() => undefined)
  }

  async #restart(startedAt: number, delayMs: number): Promise<void> {
    const late = performance.now() - startedAt > restart.stableMs ? restart.firstMs : delayMs
    try {
      await wait(late, undefined, { signal: this.#closing.signal, ref: false })
      await this.#run()
    } catch {
      if (!this.#closing.signal.aborted) await this.#restart(performance.now(), Math.min(late * 2, restart.longestMs))
    }
  }
}
