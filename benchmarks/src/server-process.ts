import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuNanoseconds, residentBytes } from './process-usage.ts'

export interface Launch {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
  /** Where it was before. Its data folder is then the caller's to remove. */
  readonly place?: Place
  /** How long it may wait for another server before it is ready, on top of the usual time, ms. */
  readonly waitMs?: number
}

/** What a server is found by, and finds, when it is started again. */
export interface Place {
  readonly port: number
  readonly dataDir: string
}

const host = '127.0.0.1'
const startMs = 30_000
const stopMs = 20_000
const shownOutput = 2_000
/** Saturated connections send more than any learner does. A gateway that is to limit them is told so by its launch. */
const unlimited = { MESSAGES_PER_S: '10000000', BYTES_PER_S: String(1024 ** 3) }
/** `statfs(2)` */
const tmpfs = 0x01021994

/**
 * A server in a process of its own, killed when this one exits before. Without a place of its own it has a data folder
 * that is removed when it is disposed of. Of this process's environment it gets only PATH, HOME and where compiled code is: RUST_BACKTRACE,
 * NODE_OPTIONS or a model's key would change what is measured.
 */
export class ServerProcess {
  readonly origin: string
  readonly pid: number
  readonly place: Place
  readonly #process: ChildProcess
  readonly #ownsPlace: boolean

  /** @throws Error with the server's last words when it ends, or is not ready within 30 s */
  static async start(launch: Launch): Promise<ServerProcess> {
    const place = launch.place ?? (await newPlace())
    const [program, ...args] = launch.command
    const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env
    const env = { PATH, HOME, NODE_COMPILE_CACHE, HOST: host, PORT: String(place.port), DATA_DIR: place.dataDir, ...unlimited, ...launch.env }
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const server = new ServerProcess(child, place, launch.place === undefined)
    try {
      await server.#ready(launch.name, startMs + (launch.waitMs ?? 0))
      return server
    } catch (failure) {
      await server[Symbol.asyncDispose]()
      throw failure
    }
  }

  private constructor(child: ChildProcess, place: Place, ownsPlace: boolean) {
    this.#process = child
    this.place = place
    this.#ownsPlace = ownsPlace
    this.origin = `http://${host}:${place.port}`
    this.pid = child.pid ?? 0
    const endToo = (): boolean => child.kill('SIGKILL')
    process.once('exit', endToo)
    child.once('exit', () => process.off('exit', endToo))
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

  /** SIGKILL. Resolves when the process is gone. */
  async kill(): Promise<void> {
    if (this.#isGone) return
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await exited
  }

  /** SIGTERM, and SIGKILL where that does not end it. @returns its exit code, or the signal that ended it */
  async stop(): Promise<number | string> {
    if (!this.#isGone) {
      const exited = once(this.#process, 'exit')
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopMs)
      this.#process.kill('SIGTERM')
      await exited
      clearTimeout(timer)
    }
    return this.#process.exitCode ?? this.#process.signalCode ?? 'it was never there'
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    if (this.#ownsPlace) await rm(this.place.dataDir, { recursive: true, force: true })
  }

  get #isGone(): boolean {
    return this.pid === 0 || this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  async #ready(name: string, deadlineMs: number): Promise<void> {
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
    const timer = setTimeout(() => fail(`was not ready within ${deadlineMs / 1000} s`), deadlineMs)
    await ready.promise.finally(() => clearTimeout(timer))
  }
}

/** A free port and a new folder on a disk that keeps what it is given: some systems have `/tmp` in memory. */
export async function newPlace(): Promise<Place> {
  const { type } = await statfs(tmpdir())
  const folder = type === tmpfs ? '/var/tmp' : tmpdir()
  const [port, dataDir] = await Promise.all([findFreePort(), mkdtemp(join(folder, 'tutor-bench-'))])
  return { port, dataDir }
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
