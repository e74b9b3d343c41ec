import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ComebackResult } from './comeback.ts'
import type { CrowdPlan } from './crowd-plan.ts'
import type { DrivePlan } from './drive.ts'
import type { LoadCommand, LoadReply } from './load-command.ts'
import { LoadFailure } from './load-failure.ts'
import type { DriveResult } from './measurement.ts'
import type { NeighbourhoodResult } from './neighbourhood.ts'
import type { NeighbourhoodPlan } from './neighbourhood-plan.ts'
import type { Sabotage } from './sabotage.ts'

const entry = fileURLToPath(new URL('load-client.process.ts', import.meta.url))

/**
 * A {@link Crowd} in a process of its own, so that its CPU time is not the server's. Its methods are those of the crowd
 * and fail with the same LoadFailures; one at a time.
 */
export class LoadClient {
  readonly #process: ChildProcess
  readonly #exited = Promise.withResolvers<void>()

  /** @param signal ends the process, and with it every connection */
  constructor(signal: AbortSignal) {
    this.#process = fork(entry, { signal })
    this.#process.once('exit', () => this.#exited.resolve())
    // Told to whoever waits for a reply; nobody may be waiting.
    this.#process.on('error', () => {})
  }

  /** Opens a crowd, in place of the one before. */
  async open(plan: CrowdPlan): Promise<void> {
    await this.#order({ kind: 'open', plan })
  }

  async askEach(): Promise<void> {
    await this.#order({ kind: 'ask-each' })
  }

  async pingEach(): Promise<void> {
    await this.#order({ kind: 'ping-each' })
  }

  async drive(plan: DrivePlan): Promise<DriveResult> {
    const reply = await this.#order({ kind: 'drive', plan })
    if (reply.kind === 'driven') return reply.result
    throw unexpected(reply)
  }

  async comeBack(sabotage: Sabotage): Promise<ComebackResult> {
    const reply = await this.#order({ kind: 'come-back', sabotage })
    if (reply.kind === 'came-back') return reply.result
    throw unexpected(reply)
  }

  /** A `Neighbourhood` from its beginning to its end, apart from any crowd. */
  async disturb(plan: NeighbourhoodPlan): Promise<NeighbourhoodResult> {
    const reply = await this.#order({ kind: 'disturb', plan })
    if (reply.kind === 'disturbed') return reply.result
    throw unexpected(reply)
  }

  async close(): Promise<void> {
    await this.#order({ kind: 'close' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.connected) this.#process.disconnect()
    await this.#exited.promise
  }

  async #order(command: LoadCommand): Promise<LoadReply> {
    const answered = new AbortController()
    const lost = this.#exited.promise.then(() => {
      throw new LoadFailure('client_lost', 'The process of the load client ended.')
    })
    const reply = once(this.#process, 'message', { signal: answered.signal }).then(([message]) => message as LoadReply)
    this.#process.send(command)
    const first = await Promise.race([reply, lost]).finally(() => answered.abort())
    if (first.kind === 'failed') throw new LoadFailure(first.code, first.message)
    return first
  }
}

function unexpected(reply: LoadReply): LoadFailure {
  return new LoadFailure('client_lost', `The load client answered ${reply.kind} to something else.`)
}
