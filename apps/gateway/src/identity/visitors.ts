import type { ErrorCode } from '@tutor/protocol'
import type { Identity } from './identity.ts'

/** Somebody who was let in, so much as is needed to see them out. */
export interface Visitor {
  /** Ends the visit, and then leaves. */
  fail(code: ErrorCode): void
}

/** How long after its token a visit may end, in ms. */
const checkEveryMs = 500

/** All who were let in by a token, until they leave or it counts no more. */
export class Visitors {
  readonly #identities = new Map<Visitor, Identity>()
  readonly #endOf: (identity: Identity) => ErrorCode | undefined
  readonly #timer: NodeJS.Timeout

  /** @param endOf why a visit with this identity has to end, where it has to */
  constructor(endOf: (identity: Identity) => ErrorCode | undefined) {
    this.#endOf = endOf
    this.#timer = setInterval(() => this.check(), checkEveryMs).unref()
  }

  /** Shows the visitor out at once where the identity has ended since it was looked at. */
  add(visitor: Visitor, identity: Identity): void {
    this.#identities.set(visitor, identity)
    this.#check(visitor, identity)
  }

  remove(visitor: Visitor): void {
    this.#identities.delete(visitor)
  }

  /** Shows out all whose time has come. */
  check(): void {
    for (const [visitor, identity] of this.#identities) this.#check(visitor, identity)
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }

  #check(visitor: Visitor, identity: Identity): void {
    const end = this.#endOf(identity)
    if (end !== undefined) visitor.fail(end)
  }
}
