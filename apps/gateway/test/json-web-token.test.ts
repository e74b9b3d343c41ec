import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { TokenVerifier } from '../src/identity/json-web-token.ts'
import { handshake } from './handshake.ts'
import { claims, KeyServer, makeKeyPair, tokenOf, tokenSettings } from './identity-provider.ts'
import { openGateway } from './test-gateway.ts'

const refused = { known: false, code: 'identity_required' }
const unavailable = { known: false, code: 'identity_unavailable' }
const anna = { known: true, identity: { user: 'anna' } }

function verifierOf(url: URL): TokenVerifier {
  return new TokenVerifier({ ...tokenSettings, keys: { kind: 'jwks', url } }, Date.now)
}

async function keyFile(text: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'tutor-keys-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'keys.json'), text)
  return pathToFileURL(join(folder, 'keys.json'))
}

afterEach(() => void vi.useRealTimers())

test('S2 a token counts until its end or for its longest time, and no longer', async () => {
  let time = Date.now()
  const verifier = new TokenVerifier({ ...tokenSettings, maxAgeS: 600 }, () => time)
  const iat = Math.floor(time / 1000)
  const [short, long] = [await tokenOf({ iat, exp: iat + 60 }), await tokenOf({ iat, exp: iat + 3600 })]
  expect(await verifier.verify(short)).toEqual({ known: true, identity: { user: 'anna', token: { issuedAt: 1000 * iat, expiresAt: 1000 * (iat + 65) } } })
  expect(await verifier.verify(long)).toMatchObject({ identity: { token: { expiresAt: 1000 * (iat + 605) } } })
  time = 1000 * (iat + 66)
  expect([await verifier.verify(short), await verifier.verify(long)]).toMatchObject([refused, anna])
  time = 1000 * (iat + 606)
  expect(await verifier.verify(long)).toEqual(refused)
})

test.for(['ES256', 'RS256', 'EdDSA'])('S2 the keys of a file check tokens of %s', async (alg) => {
  const [own, other] = [await makeKeyPair('k1', alg), await makeKeyPair('k1', alg)]
  const verifier = verifierOf(await keyFile(JSON.stringify({ keys: [own.publicKey] })))
  expect(await verifier.verify(await own.sign(claims()))).toMatchObject(anna)
  expect(await verifier.verify(await other.sign(claims()))).toEqual(refused)
})

test('S2 a token that is signed with the public key as if it were a secret is refused', async () => {
  const { publicKey } = await makeKeyPair('k1', 'RS256')
  const jwks = JSON.stringify({ keys: [publicKey] })
  const verifier = verifierOf(await keyFile(jwks))
  const parts = [{ alg: 'HS256', kid: 'k1' }, claims()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  for (const key of [JSON.stringify(publicKey), jwks, (publicKey as { n: string }).n]) {
    expect(await verifier.verify(`${parts}.${createHmac('sha256', key).update(parts).digest('base64url')}`)).toEqual(refused)
  }
})

test('S2 the keys of an address are fetched once for many tokens, and again for a key that is new', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const [first, second] = [await makeKeyPair('k1'), await makeKeyPair('k2')]
  await using server = await KeyServer.start([first.publicKey])
  const verifier = verifierOf(server.url)
  const tokens = await Promise.all(Array.from({ length: 20 }, () => first.sign(claims())))
  expect(await Promise.all(tokens.map((token) => verifier.verify(token)))).toMatchObject(tokens.map(() => anna))
  expect(server.asked).toBe(1)
  const unknown = await second.sign(claims())
  expect([await verifier.verify(unknown), server.asked]).toEqual([refused, 1])
  server.keys = [second.publicKey]
  vi.advanceTimersByTime(31_000)
  expect([await verifier.verify(unknown), server.asked]).toMatchObject([anna, 2])
  expect(await verifier.verify(tokens[0] ?? '')).toEqual(refused)
})

test.for([
  ['a file that is not there', async () => new URL('keys.json', pathToFileURL(`${tmpdir()}/nowhere/`))],
  ['a file that is damaged', () => keyFile('{"keys":')],
  ['a file that holds something else', () => keyFile('{"keys":"none"}')],
] as const)('S2 WIRE-76 %s is the server’s failure, not the client’s', async ([, url]) => {
  const verifier = verifierOf(await url())
  expect(await verifier.verify(await (await makeKeyPair('k1')).sign(claims()))).toEqual(unavailable)
  expect(await verifier.verify(await tokenOf())).toEqual(refused)
})

test('S2 WIRE-76 keys that cannot be had are 503 and a named error, asked for again only after a pause, and then all is well', async () => {
  const pair = await makeKeyPair('k1')
  await using server = await KeyServer.start([pair.publicKey])
  server.status = 500
  await using gateway = await openGateway({ auth: { ...tokenSettings, keys: { kind: 'jwks', url: server.url } }, threads: 1 })
  const headers = { Authorization: `Bearer ${await pair.sign(claims())}` }
  const ask = () => handshake(`${gateway.http}/ws/anna`, headers)
  const answer = await ask()
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([503, { code: 'identity_unavailable', retryable: true }])
  server.status = 200
  expect([(await ask()).status, server.asked]).toEqual([503, 1])
  await vi.waitFor(async () => expect((await ask()).status).toBe(101), { timeout: 10_000, interval: 100 })
})

test('S2 an issuer that does not answer is not waited for longer than 2 s', async () => {
  await using server = await KeyServer.start([])
  server.status = 'silent'
  const verifier = verifierOf(server.url)
  const begin = performance.now()
  expect(await verifier.verify(await (await makeKeyPair('k1')).sign(claims()))).toEqual(unavailable)
  const waited = performance.now() - begin
  expect(waited).toBeGreaterThan(1_900)
  expect(waited).toBeLessThan(6_000)
})
