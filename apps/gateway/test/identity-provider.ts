import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import type { TokenSettings } from '../src/identity/auth-settings.ts'

const secret = new TextEncoder().encode('a secret of at least thirty-two bytes')

export const tokenSettings: TokenSettings = {
  kind: 'jwt',
  keys: { kind: 'secret', secret },
  issuer: 'https://school.example',
  audience: 'tutor',
  maxAgeS: 86_400,
}

/** `undefined` leaves a claim out. */
type Overrides = { readonly [Claim in keyof JWTPayload]?: JWTPayload[Claim] | undefined }

/** What a token of the issuer says, unless a test says otherwise; times are in seconds since 1970. */
export function claims(overrides: Overrides = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { sub: 'anna', iss: tokenSettings.issuer, aud: tokenSettings.audience, iat: now, exp: now + 3600, ...overrides } as JWTPayload
}

/** A token that the server with {@link tokenSettings} takes, unless a test sees to it that it does not. */
export function tokenOf(overrides: Overrides = {}, key = secret): Promise<string> {
  return new SignJWT(claims(overrides)).setProtectedHeader({ alg: 'HS256' }).sign(key)
}

export interface KeyPair {
  /** As a JWKS has it. */
  readonly publicKey: object
  sign(payload: JWTPayload): Promise<string>
}

export async function makeKeyPair(kid: string, alg = 'ES256'): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return {
    publicKey: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (payload) => new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(privateKey),
  }
}

/** An issuer's real web server on loopback, which counts how often it is asked for its keys. */
export class KeyServer implements AsyncDisposable {
  readonly #server: Server
  asked = 0
  keys: readonly object[] = []
  status: number | 'silent' = 200

  static async start(keys: readonly object[]): Promise<KeyServer> {
    const server = new KeyServer()
    server.keys = keys
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.asked += 1
      if (this.status !== 'silent') response.writeHead(this.status).end(JSON.stringify({ keys: this.keys }))
    })
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/keys`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
