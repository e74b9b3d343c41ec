import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../gateway/src/main.ts', import.meta.url))

/** A gateway on a free port of loopback. Disposing it ends it. */
export class GatewayProcess implements AsyncDisposable {
  readonly child: ChildProcess
  readonly #address: string
  readonly #dataDir: string

  static async start(): Promise<GatewayProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tutor-gateway-'))
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /ws:\/\/[\d.:]+\/ws\//.exec(line)?.[0]
      if (address) return new GatewayProcess(child, address, dataDir)
    }
    throw new Error('The gateway ended without telling its address')
  }

  private constructor(child: ChildProcess, address: string, dataDir: string) {
    this.child = child
    this.#address = address
    this.#dataDir = dataDir
    child.stdout?.resume()
  }

  addressOf(clientId: string): string {
    return this.#address + clientId
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGTERM')
    await once(this.child, 'exit')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#dataDir, { recursive: true })
  }
}
