import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const gateway = fileURLToPath(new URL('../../gateway/test/clocked-gateway.process.ts', import.meta.url))

/** A gateway with the embedded model, whose clock can be set forward. */
export class ClockedServer implements AsyncDisposable {
  readonly #process: ChildProcess
  /** `http://127.0.0.1:PORT` */
  readonly address: string

  static async start(): Promise<ClockedServer> {
    const child = fork(gateway)
    const [address] = (await once(child, 'message')) as [string]
    return new ClockedServer(child, address)
  }

  private constructor(child: ChildProcess, address: string) {
    this.#process = child
    this.address = address
  }

  async setForward(ms: number): Promise<void> {
    this.#process.send(ms)
    await once(this.#process, 'message')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#process, 'exit')
    this.#process.disconnect()
    await gone
  }
}
