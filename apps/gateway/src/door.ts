import { accept, refusal, stoppingReply } from './accept.ts'
import type { Admission } from './admission/admission.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { answerHttp } from './answer-http.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { ConnectionTable } from './connection-table.ts'
import { isHealthPath, type Vitals } from './health.ts'
import type { HttpReply, PlainRequest, Upgrade, UpgradeRequest } from './listener.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionThreads } from './session-threads.ts'

export interface DoorOptions {
  readonly threads: SessionThreads
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
  readonly admission: Admission
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
    try {
      return this.#admit(request)
    } catch (error) {
      return { refused: refusalOf(error) }
    }
  }

  request(request: PlainRequest): HttpReply | Promise<HttpReply> {
    const { admission } = this.#options
    try {
      const address = isHealthPath(request.path) ? undefined : admission.knock(request)
      const connect = (clientId: string): Connection => this.#connect({ clientId, dialect: 'native', seat: admission.seat(address, clientId) })
      return answerHttp({ vitals: this.#vitals(), bodies: admission.bodies, connect }, request)
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** Lets nobody in any more. Idempotent. */
  close(): void {
    this.#open = false
  }

  /** @throws TutorError `rate_limited`, `too_many_connections`, `server_overloaded` */
  #admit(request: UpgradeRequest): Upgrade {
    const { admission } = this.#options
    const address = admission.knock(request)
    const acceptance = accept(request)
    if (!acceptance.accepted) return { refused: refusal(acceptance.code) }
    const { clientId, dialect, subprotocol } = acceptance
    const handler = this.#connect({ clientId, dialect, seat: admission.seat(address, clientId), allowance: admission.allowance() })
    return { handler, ...(subprotocol && { subprotocol }) }
  }

  #connect(client: Pick<ConnectionOptions, 'clientId' | 'dialect' | 'seat' | 'allowance'>): Connection {
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
