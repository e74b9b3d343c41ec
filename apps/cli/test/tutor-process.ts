import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Keeps the compile cache from one run of the tests to the next. */
const home = fileURLToPath(new URL('../node_modules/.test-home', import.meta.url))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

const { PATH, NODE_COMPILE_CACHE } = process.env
const inherited = { PATH, NODE_COMPILE_CACHE }

type Variables = Readonly<Record<string, string>>

/** The program as a child process, as a shell would start it. What it keeps goes with it unless `TUTOR_DATA` says where. */
export class TutorProcess {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  #output = ''
  #errors = ''
  readonly #awaited = new Set<() => void>()

  private constructor(command: string, args: readonly string[], variables: Variables) {
    const data = mkdtempSync(join(tmpdir(), 'tutor-cli-'))
    this.child = spawn(command, args, { env: { ...inherited, HOME: home, TUTOR_DATA: data, ...variables } })
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.#take(() => (this.#output += text)))
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => this.#take(() => (this.#errors += text)))
    // A child that has already left does not read its input.
    this.child.stdin.on('error', () => undefined)
    this.ended = once(this.child, 'close').then(([code]) => {
      rmSync(data, { recursive: true })
      return { code, output: this.#output, errors: this.#errors }
    })
  }

  /** Without a terminal; its input stays open until {@link write} or `child.stdin.end()`. */
  static start(args: readonly string[], variables: Variables = {}): TutorProcess {
    return new TutorProcess(process.execPath, [main, ...args], variables)
  }

  /** In a terminal of its own, made by `script` of util-linux: what the terminal shows is the output. */
  static startInTerminal(args: readonly string[], variables: Variables = {}): TutorProcess {
    const command = [process.execPath, main, ...args].map((word) => `'${word}'`).join(' ')
    return new TutorProcess('script', ['-qefc', command, '/dev/null'], { TERM: 'xterm', ...variables })
  }

  /** Runs it with this input to its end. */
  static async run(args: readonly string[], options: { input?: string; variables?: Variables } = {}): Promise<Ended> {
    const tutor = TutorProcess.start(args, options.variables)
    tutor.child.stdin.end(options.input ?? '')
    return tutor.ended
  }

  write(text: string): void {
    this.child.stdin.write(text)
  }

  /** Waits until this was shown `times` times, on either stream; rejects when the process ends without it. */
  async shows(text: string, times = 1): Promise<void> {
    const shown = Promise.withResolvers<void>()
    const check = () => {
      if ((this.#output + this.#errors).split(text).length > times) shown.resolve()
    }
    this.#awaited.add(check)
    check()
    const missing = this.ended.then(({ code, output, errors }) => {
      throw new Error(`Ended with ${code} and did not show “${text}” ${times} times:\n${output}\n${errors}`)
    })
    await Promise.race([shown.promise, missing])
    missing.catch(() => undefined)
    this.#awaited.delete(check)
  }

  #take(append: () => void): void {
    append()
    for (const check of this.#awaited) check()
  }
}
