import { accept, refusal, stoppingReply } from './accept.ts'
import { answerHttp } from './answer-http.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { ConnectionTable } from './connection-table.ts'
import type { Vitals } from './health.ts'
import type { HttpReply, PlainRequest, Upgrade, UpgradeRequest } from './listener.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionThreads } from './session-threads.ts'

export interface DoorOptions {
  readonly threads: SessionThreads
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
}

/** Decides what becomes of each request that comes to the port. */
export class Door {
  readonly #options: DoorOptions
  #open = true

  constructor(options: DoorOptions) {
    this.#options = options
  }

  upgrade(request: UpgradeRequest): Upgrade {
    if (!this.#open) return { refused: stoppingReply() }
    const acceptance = accept(request)
    if (!acceptance.accepted) return { refused: refusal(acceptance.code) }
    return { handler: this.#connect(acceptance), ...(acceptance.subprotocol && { subprotocol: acceptance.subprotocol }) }
  }

  request(request: PlainRequest): HttpReply | Promise<HttpReply> {
    return answerHttp({ vitals: this.#vitals(), connect: (clientId) => this.#connect({ clientId, dialect: 'native' }) }, request)
  }

  /** Lets nobody in any more. Idempotent. */
  close(): void {
    this.#open = false
  }

  #connect(client: Pick<ConnectionOptions, 'clientId' | 'dialect'>): Connection {
    const { registry, table } = this.#options
    return new Connection({ ...client, number: table.nextNumber(), registry, table })
  }

  #vitals(): Vitals {
    const { threads, registry, table } = this.#options
    return {
      isReady: () => this.#open,
      counts: () => {
        const { awake, asleep } = registry.counts
        return { sessions: awake, asleep, connections: table.size }
      },
      threads: () => threads.reports(),
    }
  }
}
