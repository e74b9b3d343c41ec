import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuNanoseconds, residentBytes } from './process-usage.ts'

export interface Launch {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
}

const host = '127.0.0.1'
const startMs = 30_000
const stopMs = 20_000
const shownOutput = 2_000

/**
 * A server in a process of its own, with a data folder that is removed when it is disposed of. Of this process's
 * environment it gets only PATH and HOME: RUST_BACKTRACE, NODE_OPTIONS or a model's key would change what is measured.
 */
export class ServerProcess {
  readonly origin: string
  readonly pid: number
  readonly #process: ChildProcess
  readonly #dataDir: string

  /** @throws Error with the server's last words when it ends, or is not ready within 30 s */
  static async start(launch: Launch): Promise<ServerProcess> {
    const [port, dataDir] = await Promise.all([findFreePort(), mkdtemp(join(tmpdir(), 'tutor-bench-'))])
    const [program, ...args] = launch.command
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, HOST: host, PORT: String(port), DATA_DIR: dataDir, ...launch.env }
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const server = new ServerProcess(child, port, dataDir)
    try {
      await server.#ready(launch.name)
      return server
    } catch (failure) {
      await server[Symbol.asyncDispose]()
      throw failure
    }
  }

  private constructor(child: ChildProcess, port: number, dataDir: string) {
    this.#process = child
    this.#dataDir = dataDir
    this.origin = `http://${host}:${port}`
    this.pid = child.pid ?? 0
  }

  /** Where its learners connect, up to the client id. */
  get address(): string {
    return `${this.origin.replace('http', 'ws')}/ws/`
  }

  /** CPU time of all its threads and children so far, ms. */
  cpuMs(): number {
    return cpuNanoseconds(this.pid) / 1e6
  }

  residentBytes(): number {
    return residentBytes(this.pid)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.pid !== 0 && this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit')
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopMs)
      this.#process.kill('SIGTERM')
      await exited
      clearTimeout(timer)
    }
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #ready(name: string): Promise<void> {
    const ready = Promise.withResolvers<void>()
    let output = ''
    const fail = (what: string): void => ready.reject(new Error(`${name} ${what}.\n${output}`.trimEnd()))
    const read = (bytes: Buffer): void => {
      output = (output + bytes.toString()).slice(-shownOutput)
      if (output.includes(this.origin)) ready.resolve()
    }
    this.#process.stdout?.on('data', read)
    this.#process.stderr?.on('data', read)
    this.#process.once('error', (error) => fail(`could not be started: ${error.message}`))
    this.#process.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`))
    const timer = setTimeout(() => fail(`was not ready within ${startMs / 1000} s`), startMs)
    await ready.promise.finally(() => clearTimeout(timer))
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
