import type { ErrorCode } from '@tutor/protocol'

/** What somebody may do beside using their own sessions. */
export const roles = ['operator', 'teacher'] as const
export type Role = (typeof roles)[number]

/** Who somebody is. */
export interface Identity {
  /** Where nobody is asked who they are, the client id. */
  readonly user: string
  /** Absent where there are none. */
  readonly roles?: readonly Role[]
  /** Of a teacher: whose progress they may ask for, by user name. */
  readonly learners?: readonly string[]
  /** What showed it; absent where nobody is asked. */
  readonly token?: TokenTimes
}

/** In milliseconds since 1970. */
export interface TokenTimes {
  readonly issuedAt: number
  readonly expiresAt: number
}

export type Identified = { readonly known: true; readonly identity: Identity } | { readonly known: false; readonly code: ErrorCode }

export const unidentified: Identified = { known: false, code: 'identity_required' }

/** @param claim of a token: a role's name, or several; what else stands there is none */
export function readRoles(claim: unknown): readonly Role[] {
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  return roles.filter((role) => named.includes(role))
}

/** @param claim of a teacher's token: names of users; what else stands there is none */
export function readLearners(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? [...new Set(claim.filter(isUserName))] : []
}

/** @returns the same, or that the role is needed */
export function withRole(identified: Identified, role: Role): Identified {
  return !identified.known || identified.identity.roles?.includes(role) ? identified : { known: false, code: 'role_required' }
}

/**
 * A user's own sessions are the one of the same name and all that begin with `name:`. Whose session it is stands in its name,
 * so nothing has to be looked up, and no answer can tell whether somebody else's session exists.
 */
export function owns({ user }: Identity, clientId: string): boolean {
  return clientId === user || clientId.startsWith(`${user}:`)
}

/** Whether it can name a user: a client id without a colon, which would be one of another user's sessions. */
export function isUserName(name: unknown): name is string {
  return typeof name === 'string' && /^[^/:\p{Cc}]{1,128}$/u.test(name)
}
