import chromium from '@sparticuz/chromium'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium as driver, type Browser } from 'playwright-core'

const supervisor = fileURLToPath(new URL('../../gateway/src/supervisor.js', import.meta.url))

/** A Chromium without a screen. The package's own arguments would switch the browser's protections off. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  return driver.launch({ executablePath, args: ['--no-sandbox', '--headless=shell', '--disable-gpu', '--disable-dev-shm-usage'] })
}

/** What `npm start` runs, with a data folder of its own. */
export class PageServer implements AsyncDisposable {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'tutor-web-'))
  readonly #process: ChildProcess
  readonly #gone: Promise<unknown>
  /** `http://127.0.0.1:PORT`, once the server is ready. */
  readonly address: Promise<string>
  /** The supervisor's exit code, or what it was killed by. */
  readonly exited: Promise<[code: number | null, signal: string | null]>

  /** @param settings of the server, as its environment has them */
  constructor(settings: Readonly<Record<string, string>> = {}) {
    const { PATH, NODE_COMPILE_CACHE } = process.env
    this.#process = spawn(process.execPath, [supervisor], { cwd: this.#dataDir, env: { PATH, NODE_COMPILE_CACHE, PORT: '0', DATA_DIR: this.#dataDir, THREADS: '1', ...settings }, stdio: ['ignore', 'pipe', 'inherit'] })
    this.#gone = once(this.#process, 'close')
    this.exited = once(this.#process, 'exit') as Promise<[number | null, string | null]>
    const lines = createInterface(this.#process.stdout!)
    this.address = new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
        if (address !== undefined) resolve(address)
      })
      this.#process.once('exit', () => reject(new Error('The server ended before it was ready.')))
    })
  }

  /** What makes its operator one, once it is ready. */
  get operatorToken(): string {
    return readFileSync(join(this.#dataDir, 'operator-token'), 'utf8').trim()
  }

  /**
   * Kills the server, as a crash would; its supervisor starts the next one.
   *
   * @param token where the server tells only those whom it knows which process it is
   */
  async crash(token = ''): Promise<void> {
    const response = await fetch(`${await this.address}/healthz`, { headers: { authorization: `Bearer ${token}` } })
    const { pid } = (await response.json()) as { pid: number }
    process.kill(pid, 'SIGKILL')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGTERM')
    await this.#gone
    rmSync(this.#dataDir, { recursive: true })
  }
}
