import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const supervisor = fileURLToPath(new URL('../src/supervisor.js', import.meta.url))

export interface Health {
  readonly pid: number
  readonly rss: number
  readonly connections: number
}

/** What `npm start` runs, with a data folder of its own; compiled code is shared. All of it is gone when the test leaves it, whatever became of the test. */
export class TestServer implements AsyncDisposable {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'tutor-'))
  /** The supervisor. */
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  readonly exited: Promise<[code: number | null, signal: string | null]>
  /** Resolves when no process is left that could write: neither the supervisor nor a server. */
  readonly gone: Promise<unknown>
  readonly output: Lines
  readonly errors: Lines

  constructor(env: Record<string, string> = {}) {
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const variables = { PATH, NODE_COMPILE_CACHE, PORT: '0', DATA_DIR: this.dataDir, ...env }
    // A core dump belongs there too.
    this.process = spawn(process.execPath, [supervisor], { cwd: this.dataDir, env: variables, stdio: ['ignore', 'pipe', 'pipe'] })
    this.exited = once(this.process, 'exit') as Promise<[number | null, string | null]>
    this.gone = once(this.process, 'close')
    this.output = new Lines(this.process.stdout)
    this.errors = new Lines(this.process.stderr)
  }

  /** `127.0.0.1:PORT`, once the server is ready. */
  async address(): Promise<string> {
    const line = await this.output.first(/ready at/)
    return /http:\/\/(127\.0\.0\.1:\d+) /.exec(line)?.[1] ?? line
  }

  async health(): Promise<Health> {
    return (await (await fetch(`http://${await this.address()}/healthz`)).json()) as Health
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL')
    await this.gone
    rmSync(this.dataDir, { recursive: true })
  }
}

/** The lines of a stream, those to come included. */
export class Lines {
  readonly all: string[] = []
  readonly #reader: ReturnType<typeof createInterface>

  constructor(stream: Readable) {
    this.#reader = createInterface(stream)
    this.#reader.on('line', (line) => this.all.push(line))
  }

  async first(pattern: RegExp): Promise<string> {
    return this.nth(pattern, 0)
  }

  /** @param index counts the matching lines from 0 */
  async nth(pattern: RegExp, index: number): Promise<string> {
    for (;;) {
      const line = this.all.filter((each) => pattern.test(each))[index]
      if (line !== undefined) return line
      await Promise.race([once(this.#reader, 'line'), this.#ended()])
    }
  }

  async #ended(): Promise<never> {
    await once(this.#reader, 'close')
    throw new Error(`the output ended: ${this.all.join('\n')}`)
  }
}
