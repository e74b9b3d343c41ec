/** Which blobs owners have put and not yet kept: they stay although no session keeps them. */
export class BlobClaims {
  readonly #bySession = new Map<string, Set<string>>()

  add(sessionId: string, hash: string): void {
    const claims = this.#bySession.get(sessionId)
    if (claims) claims.add(hash)
    else this.#bySession.set(sessionId, new Set([hash]))
  }

  has(sessionId: string, hash: string): boolean {
    return this.#bySession.get(sessionId)?.has(hash) ?? false
  }

  claimed(hash: string): boolean {
    for (const claims of this.#bySession.values()) if (claims.has(hash)) return true
    return false
  }

  /** The session keeps the blob now. */
  settle(sessionId: string, hash: string): void {
    const claims = this.#bySession.get(sessionId)
    if (claims?.delete(hash) && claims.size === 0) this.#bySession.delete(sessionId)
  }

  /** The owner is gone. @returns what it had claimed */
  release(sessionId: string): readonly string[] {
    const claims = this.#bySession.get(sessionId)
    this.#bySession.delete(sessionId)
    return claims ? [...claims] : []
  }
}
