import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../gateway/src/main.ts', import.meta.url))

type Variables = Readonly<Record<string, string>>

/** A gateway on a port of loopback that was free, with a data folder of its own. Disposing it ends it. */
export class GatewayProcess implements AsyncDisposable {
  readonly #variables: Variables
  readonly #dataDir: string
  #child: ChildProcess
  #port: string

  static async start(variables: Variables = {}): Promise<GatewayProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tutor-gateway-'))
    const all = { ...variables, DATA_DIR: dataDir }
    return new GatewayProcess(await startChild({ ...all, PORT: '0' }), all, dataDir)
  }

  private constructor({ child, port }: Started, variables: Variables, dataDir: string) {
    this.#child = child
    this.#port = port
    this.#variables = variables
    this.#dataDir = dataDir
  }

  addressOf(clientId: string): string {
    return `ws://127.0.0.1:${this.#port}/ws/${clientId}`
  }

  /** Lets it end in order. Idempotent. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** The process dies on the spot. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** At the same address, on the same data. */
  async startAgain(): Promise<void> {
    const { child } = await startChild({ ...this.#variables, PORT: this.#port })
    this.#child = child
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#dataDir, { recursive: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill(signal)
    await once(this.#child, 'exit')
  }
}

interface Started {
  readonly child: ChildProcess
  readonly port: string
}

async function startChild(variables: Variables): Promise<Started> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, ...variables }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /ws:\/\/127\.0\.0\.1:(\d+)\/ws\//.exec(line)?.[1]
    if (port === undefined) continue
    child.stdout.resume()
    return { child, port }
  }
  throw new Error('The gateway ended without telling its address')
}
