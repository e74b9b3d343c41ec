import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { newPlace, ServerProcess, type Launch, type Place } from '../server-process.ts'
import { gateway, supervisor, type Subject } from '../subject.ts'

/** Longer than any proof takes: sessions sleep only where a proof wants them to. */
const neverMs = '3600000'

/** How an old server has left its place to the next one. */
export interface Handover {
  /** The old one's exit code, or the signal that ended it. */
  readonly end: number | string
  /** From the signal to the end of its process. */
  readonly stopMs: number
}

/** A gateway on a data folder, started and killed as often as a proof likes. */
export class GatewayUnderTest {
  readonly place: Place
  readonly #subject: Subject
  readonly #env: Readonly<Record<string, string>>
  #server: ServerProcess | undefined

  static start(env: Readonly<Record<string, string>> = {}): Promise<GatewayUnderTest> {
    return GatewayUnderTest.#start(gateway, env)
  }

  /** Under the supervisor, as `npm start` does: it is started anew when it dies. `pid` is then the supervisor's. */
  static startSupervised(env: Readonly<Record<string, string>>): Promise<GatewayUnderTest> {
    return GatewayUnderTest.#start(supervisor, env)
  }

  static async #start(subject: Subject, env: Readonly<Record<string, string>>): Promise<GatewayUnderTest> {
    const gatewayUnderTest = new GatewayUnderTest(await newPlace(), subject, env)
    try {
      await gatewayUnderTest.start()
      return gatewayUnderTest
    } catch (error) {
      await gatewayUnderTest[Symbol.asyncDispose]()
      throw error
    }
  }

  private constructor(place: Place, subject: Subject, env: Readonly<Record<string, string>>) {
    this.place = place
    this.#subject = subject
    this.#env = { AGENT: 'echo', STORE: 'sqlite', THREADS: '2', IDLE_MS: neverMs, ...env }
  }

  get pid(): number {
    if (this.#server === undefined) throw new Error('The gateway does not run.')
    return this.#server.pid
  }

  /** Before `/ws/{client_id}`. */
  get address(): string {
    return `ws://127.0.0.1:${this.place.port}`
  }

  /** Resolves when it is ready. @throws Error with its last words when it cannot start */
  async start(): Promise<void> {
    this.#server = await this.#launch()
  }

  /**
   * Starts another one for the same place, tells the old one by SIGTERM to stop after so long, and resolves when the new one
   * is ready.
   *
   * @throws Error with the new one's last words when it cannot start
   */
  async handOver(afterMs: number): Promise<Handover> {
    const old = this.#server
    const [handover, next] = await Promise.all([wait(afterMs).then(() => stop(old)), this.#launch({ env: { HANDOVER_S: '60' }, waitMs: 30_000 })])
    this.#server = next
    return handover
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    await this.#server?.kill()
    this.#server = undefined
  }

  /** SIGTERM, and waits for the end. */
  async stop(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]()
    this.#server = undefined
  }

  #launch({ env, waitMs = 0 }: Pick<Launch, 'env' | 'waitMs'> = {}): Promise<ServerProcess> {
    const command = [process.execPath, this.#subject.file] as const
    return ServerProcess.start({ name: 'the gateway', command, env: { ...this.#env, ...env }, place: this.place, waitMs })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.place.dataDir, { recursive: true, force: true })
  }
}

async function stop(server: ServerProcess | undefined): Promise<Handover> {
  const begun = performance.now()
  const end = (await server?.stop()) ?? 'it was never there'
  return { end, stopMs: Math.round(performance.now() - begun) }
}
