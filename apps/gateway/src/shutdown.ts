import { exitCodes } from './exit-codes.js'
import type { Gateway } from './gateway.ts'

/** Time for an orderly end after the last answers, in ms; after it the process ends anyway. */
const patienceMs = 10_000

interface Serving {
  readonly name: 'serving'
  readonly gateway: Gateway
  readonly drainMs: number
}

type Stage = { readonly name: 'starting' } | Serving | { readonly name: 'stopping' }

/**
 * Ends the process in order at SIGTERM or SIGINT or when an operator asks for it, at once when a signal comes again or the server has not begun to serve;
 * in order also without its supervisor.
 */
export class Shutdown {
  #stage: Stage = { name: 'starting' }
  #signalled = false

  constructor() {
    process.on('SIGTERM', this.#hear)
    process.on('SIGINT', this.#hear)
    process.on('disconnect', this.#stopAlone)
    // It may have left before.
    if (process.send && !process.connected) this.#stopAlone()
  }

  /** From here on there is something to end in order. @returns the most that this may take, in ms */
  serves(gateway: Gateway, drainMs: number): number {
    this.#stage = { name: 'serving', gateway, drainMs }
    void gateway.stopAsked.then(() => this.#stop('An operator has asked for it'))
    return drainMs + patienceMs
  }

  readonly #hear = (signal: NodeJS.Signals): void => {
    if (this.#signalled) process.exit(1)
    this.#signalled = true
    this.#stop(signal)
  }

  readonly #stopAlone = (): void => this.#stop('The supervisor stops or is gone')

  #stop(reason: string): void {
    const stage = this.#stage
    if (stage.name === 'stopping') return
    this.#stage = { name: 'stopping' }
    console.log(`${reason}: stopping`)
    if (stage.name === 'starting') return process.exit(exitCodes.stopped)
    setTimeout(() => process.exit(1), stage.drainMs + patienceMs).unref()
    void end(stage).then(() => process.exit(exitCodes.stopped), () => process.exit(1))
  }
}

async function end({ gateway, drainMs }: Serving): Promise<void> {
  await gateway.drain(drainMs)
  await gateway.close()
}
