import type { HttpReply, PlainRequest, RequestOrigin } from '../listener.ts'
import type { Identified, Identity, Role } from './identity.ts'
import type { Visitor } from './visitors.ts'

/** How somebody says who they are. */
export type Credentials = Pick<RequestOrigin, 'authorization'> & { readonly query: URLSearchParams }

/**
 * Decides who may connect to which session. It MUST NOT reject, and MUST answer alike for a session that is another's and
 * for one that does not exist.
 */
export interface Authority {
  /** Order: after the data folder is the server's own, before the first request. @throws ConfigError what is kept there is damaged */
  ready(): Promise<void>
  /** Decides at once where it can. @returns who asks for the client's session, or why they do not get it */
  admit(credentials: Credentials, clientId: string): Identified | Promise<Identified>
  /** Who somebody is, whatever they ask for. */
  identify(credentials: Credentials): Identified | Promise<Identified>
  /** Who somebody is that has the role; `role_required` where they have it not. */
  identifyAs(role: Role, credentials: Credentials): Identified | Promise<Identified>
  /** Answers at the authority's own addresses, if this is one. */
  answer(request: PlainRequest): Promise<HttpReply> | undefined
  /** Somebody who was admitted is there. Where that was undone meanwhile, they are shown out before this returns. */
  entered(visitor: Visitor, identity: Identity): void
  /** Idempotent. */
  left(visitor: Visitor): void
  /** Idempotent. */
  close(): Promise<void>
}
