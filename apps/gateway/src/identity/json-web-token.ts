import { createRemoteJWKSet, customFetch, errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose'
import type { TokenKeys, TokenSettings } from './auth-settings.ts'
import { keysFetcher } from './fetch-keys.ts'
import { isUserName, readLearners, readRoles, unidentified, type Identified, type Role } from './identity.ts'

const secretAlgorithms = ['HS256']

/** Without those of shared secrets: the public key of an issuer is no secret. */
const publicKeyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** How far the clocks of the issuer and of this machine may differ, in seconds. */
const clockToleranceS = 5

/** Longest time for the issuer's keys to come, in ms. */
const keysTimeoutMs = 2_000

/** The keys themselves cannot be had, so nothing can be said of a token. */
class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError'
}

/** Checks tokens (RFC 7519) of one issuer for one audience. */
export class TokenVerifier {
  readonly #settings: TokenSettings
  readonly #now: () => number
  readonly #verify: (token: string) => ReturnType<typeof jwtVerify>

  /** @param now milliseconds since 1970 */
  constructor(settings: TokenSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
    const { keys } = settings
    if (keys.kind === 'secret') {
      this.#verify = (token) => jwtVerify(token, keys.secret, this.#options(secretAlgorithms))
    } else {
      const keysOfIssuer = openKeys(keys.url)
      this.#verify = (token) => jwtVerify(token, keysOfIssuer, this.#options(publicKeyAlgorithms))
    }
  }

  /** @returns the user that the token names, or `identity_required`, or `identity_unavailable` for want of keys. Never rejects. */
  async verify(token: string): Promise<Identified> {
    try {
      const { payload } = await this.#verify(token)
      const { sub, iat = 0, exp = 0, role, learners } = payload
      if (!isUserName(sub)) return unidentified
      const expiresAt = 1000 * (Math.min(exp, iat + this.#settings.maxAgeS) + clockToleranceS)
      const roles = readRoles(role)
      return { known: true, identity: { user: sub, ...(roles.length > 0 && { roles }), ...(roles.includes('teacher') && { learners: readLearners(learners) }), token: { issuedAt: 1000 * iat, expiresAt } } }
    } catch (error) {
      return error instanceof KeysUnavailableError ? { known: false, code: 'identity_unavailable' } : unidentified
    }
  }

  #options(algorithms: string[]): Parameters<typeof jwtVerify>[2] {
    const { issuer, audience, maxAgeS } = this.#settings
    return {
      algorithms,
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: maxAgeS,
      clockTolerance: clockToleranceS,
      currentDate: new Date(this.#now()),
    }
  }
}

/** Kept for ten minutes; a key that is not among them is looked for again, at most twice a minute. */
function openKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, { timeoutDuration: keysTimeoutMs, [customFetch]: keysFetcher() })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (cause) {
      if (isAboutToken(cause)) throw cause
      throw new KeysUnavailableError('The keys of the issuer cannot be had.', { cause })
    }
  }
}

/** Whether the keys were there, and just none for this token. */
function isAboutToken(error: unknown): boolean {
  const { JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported } = errors
  return [JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported].some((each) => error instanceof each)
}

interface TokenSubject {
  readonly user: string
  readonly role?: Role | undefined
  /** Of a teacher. */
  readonly learners?: readonly string[] | undefined
  /** How long the token counts, in seconds from now. */
  readonly lifeS: number
}

/** Makes a token as an issuer would that shares the secret. */
export function signToken(settings: TokenSettings, keys: Extract<TokenKeys, { kind: 'secret' }>, { user, lifeS, ...claims }: TokenSubject): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifeS)
    .sign(keys.secret)
}
