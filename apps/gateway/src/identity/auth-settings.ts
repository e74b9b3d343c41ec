import { BlockList, isIP, isIPv6 } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError, readChoice, readInteger, type Environment } from '../read-variable.ts'

/** Whether clients have to say who they are, and how it is checked. */
export type AuthSettings = { readonly kind: 'none' } | TokenSettings

export interface TokenSettings {
  readonly kind: 'jwt'
  readonly keys: TokenKeys
  readonly issuer: string
  readonly audience: string
  /** Longest time that a token counts after it was issued, in seconds. */
  readonly maxAgeS: number
}

/** A secret shared with the issuer, or the address of the issuer's public keys: `file:`, `https:`, or `http:` on loopback. */
export type TokenKeys = { readonly kind: 'secret'; readonly secret: Uint8Array } | { readonly kind: 'jwks'; readonly url: URL }

const leastSecretBytes = 32

/** @param host what the server listens on @throws ConfigError */
export function readAuthSettings(env: Environment, host: string): AuthSettings {
  if (readChoice(env, 'AUTH', ['none', 'jwt']) === 'jwt') return readTokenSettings(env)
  if (isLoopback(host)) return { kind: 'none' }
  throw new ConfigError(
    `HOST=${host} can be reached from other machines, and with AUTH=none whoever reaches it can use every session. ` +
      'Set AUTH=jwt with JWT_ISSUER, JWT_AUDIENCE and JWT_SECRET or JWT_JWKS, or leave HOST out.',
  )
}

/** @throws ConfigError */
export function readTokenSettings(env: Environment): TokenSettings {
  return {
    kind: 'jwt',
    keys: readKeys(env),
    issuer: readRequired(env, 'JWT_ISSUER'),
    audience: readRequired(env, 'JWT_AUDIENCE'),
    maxAgeS: readInteger(env, 'JWT_MAX_AGE_S', { least: 60, most: 31_536_000, otherwise: 86_400 }),
  }
}

/** Whether only this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  return isIP(host) !== 0 && loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

function readKeys(env: Environment): TokenKeys {
  const { JWT_SECRET: secret, JWT_JWKS: jwks } = env
  if (secret && jwks) throw new ConfigError('JWT_SECRET and JWT_JWKS exclude each other: a token is checked in one way.')
  if (jwks) return { kind: 'jwks', url: readKeysAddress(jwks) }
  if (!secret) throw new ConfigError('AUTH=jwt needs JWT_SECRET or JWT_JWKS.')
  const bytes = new TextEncoder().encode(secret)
  if (bytes.length >= leastSecretBytes) return { kind: 'secret', secret: bytes }
  // Not with its value, as other variables: it would stand in the log.
  throw new ConfigError(`JWT_SECRET must have at least ${leastSecretBytes} bytes.`)
}

function readKeysAddress(text: string): URL {
  if (!/^https?:/i.test(text)) return pathToFileURL(resolve(text))
  const url = URL.parse(text)
  if (url === null) throw new ConfigError('JWT_JWKS must be the path of a file or an http(s) address.')
  // They would stand in the log whenever the keys cannot be had.
  if (url.username || url.password) throw new ConfigError('JWT_JWKS must be an address without a user name or password.')
  // Whoever can change the keys on their way can be any user.
  if (url.protocol === 'https:' || isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1'))) return url
  throw new ConfigError('JWT_JWKS must be an https address where it is not on this machine.')
}

function readRequired(env: Environment, name: string): string {
  const text = env[name]
  if (text) return text
  throw new ConfigError(`AUTH=jwt needs ${name}.`)
}
