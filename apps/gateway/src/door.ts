import { reportOf, type ErrorCode } from '@tutor/protocol'
import { accept, refusal, stoppingReply, type Acceptance } from './accept.ts'
import type { Admission } from './admission/admission.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { answerHttp } from './answer-http.ts'
import type { Operations } from './admin/operations.ts'
import type { Telemetry } from './admin/telemetry.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import type { ConnectionTable } from './connection-table.ts'
import { isHealthPath, type Vitals } from './health.ts'
import type { Connect } from './errand.ts'
import type { Authority } from './identity/authority.ts'
import { preflight, shareWith } from './identity/cross-origin.ts'
import type { Identified } from './identity/identity.ts'
import type { OriginList } from './identity/origin-list.ts'
import type { HttpReply, PlainRequest, Upgrade, UpgradeRequest } from './listener.ts'
import type { PageFiles } from './page-files.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionThreads } from './session-threads.ts'

export interface DoorOptions {
  readonly threads: SessionThreads
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
  readonly admission: Admission
  readonly authority: Authority
  readonly origins: OriginList
  readonly page: PageFiles
  readonly operations: Operations
  readonly telemetry: Telemetry
}

/** A request for a WebSocket whose form is right, and where it comes from. */
type Newcomer = Extract<Acceptance, { accepted: true }> & { readonly address: string | undefined }

/** Decides what becomes of each request that comes to the port. */
export class Door {
  readonly #options: DoorOptions
  #open = true

  constructor(options: DoorOptions) {
    this.#options = options
  }

  upgrade(request: UpgradeRequest): Upgrade | Promise<Upgrade> {
    if (!this.#open) return { refused: stoppingReply() }
    try {
      const decision = this.#decide(request)
      return decision instanceof Promise ? decision.catch((error: unknown) => this.#refuse(error)) : decision
    } catch (error) {
      return this.#refuse(error)
    }
  }

  request(request: PlainRequest): HttpReply | Promise<HttpReply> {
    const { origin, method, path } = request
    if (isHealthPath(path)) return this.#answer(request, undefined)
    const { admission, origins } = this.#options
    try {
      const address = admission.knock(request)
      if (!origins.allows(origin)) return refusal('origin_forbidden')
      if (origin === '') return this.#answer(request, address)
      if (method === 'OPTIONS') return preflight(origin)
      const reply = this.#answer(request, address)
      return reply instanceof Promise ? reply.then((late) => shareWith(origin, late)) : shareWith(origin, reply)
    } catch (error) {
      return this.#refuse(error).refused
    }
  }

  /** Lets nobody in any more. Idempotent. */
  close(): void {
    this.#open = false
    this.#options.operations.stopping()
  }

  /** @throws TutorError `rate_limited`, `too_many_connections`, `server_overloaded`; or rejects with it */
  #decide(request: UpgradeRequest): Upgrade | Promise<Upgrade> {
    const { admission, authority, origins } = this.#options
    const address = admission.knock(request)
    if (!origins.allows(request.origin)) return this.#turnAway('origin_forbidden')
    const acceptance = accept(request)
    if (!acceptance.accepted) return this.#turnAway(acceptance.code)
    const newcomer = { ...acceptance, address }
    const identified = authority.admit(request, newcomer.clientId)
    return identified instanceof Promise ? identified.then((late) => this.#enter(newcomer, late)) : this.#enter(newcomer, identified)
  }

  /** Order: the door may have closed while it was found out who it is. @throws TutorError there is no place */
  #enter({ address, clientId, dialect, subprotocol }: Newcomer, identified: Identified): Upgrade {
    const { admission } = this.#options
    if (!identified.known) return this.#turnAway(identified.code)
    if (!this.#open) return { refused: stoppingReply() }
    const { identity } = identified
    const handler = this.#connect({ clientId, dialect, identity, seat: admission.seat(address, identity.user), allowance: admission.allowance() })
    return { handler, ...(subprotocol && { subprotocol }) }
  }

  #answer(request: PlainRequest, address: string | undefined): HttpReply | Promise<HttpReply> {
    const { admission, authority, page, operations, telemetry } = this.#options
    const connect: Connect = ({ clientId, identity }) =>
      this.#connect({ clientId, identity, dialect: 'native', seat: admission.seat(address, identity.user) })
    return answerHttp({ vitals: this.#vitals(), bodies: admission.bodies, authority, connect, page, operations, telemetry }, request)
  }

  #connect(client: Omit<ConnectionOptions, 'number' | 'registry' | 'table' | 'authority' | 'watch'>): Connection {
    const { registry, table, authority, telemetry } = this.#options
    return new Connection({ ...client, number: table.nextNumber(), registry, table, authority, watch: telemetry })
  }

  /** @returns the answer to who has thrown a TutorError; throws anything else again */
  #refuse(error: unknown): { readonly refused: HttpReply } {
    const refused = refusalOf(error)
    this.#options.telemetry.refused(reportOf(error, 'server_overloaded').code)
    return { refused }
  }

  #turnAway(code: ErrorCode): Upgrade {
    this.#options.telemetry.refused(code)
    return { refused: refusal(code) }
  }

  #vitals(): Vitals {
    const { threads, registry, table } = this.#options
    return {
      isReady: () => this.#open,
      counts: () => {
        const { awake, asleep } = registry.levels
        return { sessions: awake.now, asleep, connections: table.size }
      },
      threads: () => threads.reports(),
    }
  }
}
