import type { OperatorAct, OperatorView, QueueLevels } from '@tutor/protocol'
import type { Admission } from '../admission/admission.ts'
import type { ConnectionTable } from '../connection-table.ts'
import { log } from '../log.ts'
import type { SessionRegistry } from '../session-registry.ts'
import type { SessionThreads } from '../session-threads.ts'
import { listSessions, type SessionQuery } from './session-list.ts'
import type { Telemetry } from './telemetry.ts'

export interface OperationsOptions {
  readonly threads: SessionThreads
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
  readonly admission: Admission
  readonly telemetry: Telemetry
}

/** What an operator has ended. */
interface Target {
  readonly client?: string
  readonly threadId?: number
}

/** The server as its operators see it, and what they can do to it. */
export class Operations {
  readonly #options: OperationsOptions
  readonly #stop = Promise.withResolvers<void>()
  #isStopping = false

  constructor(options: OperationsOptions) {
    this.#options = options
  }

  /** Resolves when an operator wants the server to stop. */
  get stopAsked(): Promise<void> {
    return this.#stop.promise
  }

  /** The server lets nobody in any more. Idempotent. */
  stopping(): void {
    this.#isStopping = true
  }

  view(operator: string, query: SessionQuery): OperatorView {
    const { threads, registry, table, telemetry } = this.#options
    const { rss, heapUsed } = process.memoryUsage()
    return {
      operator,
      server: { pid: process.pid, upMs: Math.round(process.uptime() * 1000), isStopping: this.#isStopping, rss, lostThreads: threads.lost },
      main: { utilisation: telemetry.utilisation, heapUsed },
      threads: threads.reports(),
      queues: this.#levels(),
      latencies: { replies: telemetry.replies.view, turns: telemetry.turns.view },
      faults: telemetry.faults.all,
      sessions: listSessions(registry.all, query, {
        answering: threads.answering(),
        second: table.second,
        offencesOf: (handle) => registry.offencesOf(handle),
        threadOf: ({ link }) => threads.idOf(link),
      }),
    }
  }

  /** Stops the server as SIGTERM does. */
  drain(operator: string): void {
    this.#audit(operator, 'server_drained')
    this.#stop.resolve()
  }

  /** @returns whether there is such a session */
  endSession(operator: string, session: number): boolean {
    const handle = this.#options.registry.end(session, 'session_ended')
    if (handle) this.#audit(operator, 'session_ended', { client: handle.clientId })
    return handle !== undefined
  }

  /** The sessions of the thread go on elsewhere. @returns whether there is such a thread */
  endThread(operator: string, threadId: number): boolean {
    const ended = this.#options.threads.end(threadId)
    if (ended) this.#audit(operator, 'thread_ended', { threadId })
    return ended
  }

  #audit(operator: string, act: OperatorAct, target: Target = {}): void {
    log.warn({ operator, act, ...target }, 'an operator has ended something')
    this.#options.telemetry.faults.record({ kind: 'operator', code: act, operator, ...target })
  }

  #levels(): QueueLevels {
    const { registry, admission } = this.#options
    return { ...registry.levels, connections: admission.connections, uploadBytes: admission.bodies.level }
  }
}
