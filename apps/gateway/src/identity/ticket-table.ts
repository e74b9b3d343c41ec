import { TutorError } from '@tutor/protocol'
import { randomBytes } from 'node:crypto'
import type { Identity } from './identity.ts'

/** How long a ticket waits to be used, in milliseconds. */
export const ticketLifeMs = 30_000

/** Tickets of one user that can wait at a time; the next one takes the place of the oldest. */
const maxPerUser = 16

/** Tickets of all users that can wait at a time. */
const maxTickets = 100_000

interface Ticket {
  readonly identity: Identity
  readonly expiresAt: number
}

/** Tickets that stand for an identity once: an address can carry them, since in a log or a history they are worth nothing. */
export class TicketTable {
  /** In the order of their expiry, since all live equally long. */
  readonly #tickets = new Map<string, Ticket>()
  readonly #ofUser = new Map<string, Set<string>>()
  readonly #now: () => number

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now
  }

  get size(): number {
    return this.#tickets.size
  }

  /** @returns 256 random bits as base64url @throws TutorError `server_overloaded` */
  issue(identity: Identity): string {
    this.#dropExpired()
    const own = this.#ofUser.get(identity.user)
    if (own !== undefined && own.size >= maxPerUser) this.#take(own.values().next().value ?? '')
    if (this.#tickets.size >= maxTickets) throw new TutorError('server_overloaded')
    const name = randomBytes(32).toString('base64url')
    this.#tickets.set(name, { identity, expiresAt: this.#now() + ticketLifeMs })
    this.#ofUser.set(identity.user, (this.#ofUser.get(identity.user) ?? new Set()).add(name))
    return name
  }

  /** Whom the ticket stood for; from now on it stands for nobody. */
  redeem(name: string): Identity | undefined {
    const ticket = this.#take(name)
    return ticket !== undefined && this.#now() < ticket.expiresAt ? ticket.identity : undefined
  }

  #dropExpired(): void {
    const now = this.#now()
    for (const [name, { expiresAt }] of this.#tickets) {
      if (now < expiresAt) return
      this.#take(name)
    }
  }

  #take(name: string): Ticket | undefined {
    const ticket = this.#tickets.get(name)
    if (ticket === undefined) return undefined
    this.#tickets.delete(name)
    const own = this.#ofUser.get(ticket.identity.user)
    own?.delete(name)
    if (own?.size === 0) this.#ofUser.delete(ticket.identity.user)
    return ticket
  }
}
