import { reportOf, type ErrorCode } from '@tutor/protocol'
import { refusal } from '../accept.ts'
import type { HttpReply, PlainRequest } from '../listener.ts'
import { log } from '../log.ts'
import type { Authority, Credentials } from './authority.ts'
import { bearerOf } from './bearer.ts'
import { owns, unidentified, withRole, type Identified, type Identity, type Role } from './identity.ts'
import type { TokenVerifier } from './json-web-token.ts'
import type { LogoutBook } from './logout-book.ts'
import { TicketTable, ticketLifeMs } from './ticket-table.ts'
import { Visitors, type Visitor } from './visitors.ts'

export interface TokenAuthorityOptions {
  readonly verifier: Pick<TokenVerifier, 'verify'>
  readonly logouts: LogoutBook
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Lets in who has a token, or a ticket that was given for one. */
export class TokenAuthority implements Authority {
  readonly #options: TokenAuthorityOptions
  readonly #tickets: TicketTable
  readonly #visitors = new Visitors((identity) => this.#endOf(identity))

  constructor(options: TokenAuthorityOptions) {
    this.#options = options
    this.#tickets = new TicketTable(options.now)
  }

  ready(): Promise<void> {
    return this.#options.logouts.load()
  }

  admit(credentials: Credentials, clientId: string): Identified | Promise<Identified> {
    const ticket = credentials.query.get('ticket')
    if (ticket) return this.#redeem(ticket, clientId)
    return this.identify(credentials).then((identified) => {
      return identified.known && !owns(identified.identity, clientId) ? { known: false, code: 'session_forbidden' } : identified
    })
  }

  async identify({ authorization }: Credentials): Promise<Identified> {
    const token = bearerOf(authorization)
    if (token === undefined) return unidentified
    const identified = await this.#options.verifier.verify(token)
    return identified.known && this.#endOf(identified.identity) !== undefined ? unidentified : identified
  }

  async identifyAs(role: Role, credentials: Credentials): Promise<Identified> {
    return withRole(await this.identify(credentials), role)
  }

  answer(request: PlainRequest): Promise<HttpReply> | undefined {
    switch (request.path) {
      case '/tickets':
        return this.#answer(request, (identity) => this.#giveTicket(identity))
      case '/logout':
        return this.#answer(request, (identity) => this.#logOut(identity))
      default:
        return undefined
    }
  }

  entered(visitor: Visitor, identity: Identity): void {
    this.#visitors.add(visitor, identity)
  }

  left(visitor: Visitor): void {
    this.#visitors.remove(visitor)
  }

  async close(): Promise<void> {
    this.#visitors.close()
    await this.#options.logouts.close()
  }

  #redeem(ticket: string, clientId: string): Identified {
    const identity = this.#tickets.redeem(ticket)
    if (identity === undefined || !owns(identity, clientId) || this.#endOf(identity) !== undefined) return unidentified
    return { known: true, identity }
  }

  async #answer(request: PlainRequest, act: (identity: Identity) => HttpReply | Promise<HttpReply>): Promise<HttpReply> {
    if (request.method !== 'POST') return { ...refusal('method_not_allowed'), headers: { allow: 'POST' } }
    const identified = await this.identify(request)
    return identified.known ? act(identified.identity) : refusal(identified.code)
  }

  #giveTicket(identity: Identity): HttpReply {
    try {
      const body = { ticket: this.#tickets.issue(identity), expiresInMs: ticketLifeMs }
      return { status: 201, body, headers: { 'cache-control': 'no-store' } }
    } catch (error) {
      return refusal(reportOf(error, 'server_overloaded').code)
    }
  }

  /** Order: the sockets close whatever the disk says; that the token stays refused is only said when it was kept. */
  async #logOut(identity: Identity): Promise<HttpReply> {
    const kept = this.#options.logouts.add(identity)
    this.#visitors.check()
    try {
      await kept
      return { status: 200, body: { status: 'logged out' } }
    } catch (error) {
      log.error({ err: error }, 'a logout could not be kept for the next start')
      return refusal('storage_unavailable')
    }
  }

  #endOf(identity: Identity): ErrorCode | undefined {
    if (this.#options.logouts.covers(identity)) return 'logged_out'
    return identity.token !== undefined && this.#options.now() >= identity.token.expiresAt ? 'identity_expired' : undefined
  }
}
