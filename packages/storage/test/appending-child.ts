import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A process that appends until it is killed. */
export class AppendingChild implements AsyncDisposable {
  /** The highest acknowledged `seq` of each session. */
  readonly acknowledged = new Map<string, number>()
  lines = 0
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  /** @param limit a shell command that bounds what the process may do, as `ulimit -S -f 1000` */
  constructor(folder: string, { sessions = 20, limit = 'true' } = {}) {
    const script = new URL('./appending.process.ts', import.meta.url).pathname
    const command = `${limit} && exec "$0" "$@"`
    const args = ['-c', command, process.execPath, script, folder, String(sessions)]
    this.#child = spawn('/bin/bash', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#lines = createInterface(this.#child.stdout!)[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** The next line it says, or `undefined` when it has ended. */
  async line(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next()
    if (done) return undefined
    this.lines++
    const [word, session, seq] = value.split(' ')
    if (word === 'acknowledged') this.acknowledged.set(session!, Number(seq))
    return value
  }

  async lineThat(matches: RegExp): Promise<string> {
    for (;;) {
      const line = await this.line()
      if (line === undefined) throw new Error(`the process ended without saying ${matches}`)
      if (matches.test(line)) return line
    }
  }

  /** Kills it without warning and takes in what it said before. */
  async kill(): Promise<void> {
    const running = this.#child.exitCode === null && this.#child.signalCode === null
    const exit = running ? once(this.#child, 'exit') : undefined
    this.#child.kill('SIGKILL')
    await exit
    while ((await this.line()) !== undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}
