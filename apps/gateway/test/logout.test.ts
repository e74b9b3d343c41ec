import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Clock } from '../src/clock.ts'
import { TokenVerifier } from '../src/identity/json-web-token.ts'
import { LogoutBook } from '../src/identity/logout-book.ts'
import { TokenAuthority } from '../src/identity/token-authority.ts'
import { handshake } from './handshake.ts'
import { tokenOf, tokenSettings } from './identity-provider.ts'
import { NativeSocket, openGateway, TestSocket, type TestGateway } from './test-gateway.ts'

async function dataFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tutor-logout-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  return dataDir
}

function post(gateway: TestGateway, path: string, token: string): Promise<Response> {
  return fetch(gateway.http + path, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
}

async function addressOf(gateway: TestGateway, session: string, token: string): Promise<string> {
  const { ticket } = (await (await post(gateway, '/tickets', token)).json()) as { ticket: string }
  return `${gateway.ws}/ws/${session}?ticket=${ticket}`
}

/** Issued a moment from now, so that no logout of before is about it. */
const laterToken = (sub: string): Promise<string> => tokenOf({ sub, iat: Math.floor(Date.now() / 1000) + 2 })

test('S3 WIRE-79 a logout closes all sockets of the user within 2 s, those of sleeping sessions too, and nobody else’s', async () => {
  await using gateway = await openGateway({ auth: tokenSettings, store: 'sqlite', idleMs: 50, threads: 1 })
  const [anna, bob] = [await tokenOf(), await tokenOf({ sub: 'bob' })]
  const sleeping = await TestSocket.open(await addressOf(gateway, 'anna', anna))
  const native = await NativeSocket.open(await addressOf(gateway, 'anna:maths', anna))
  await native.next()
  await using other = await TestSocket.open(await addressOf(gateway, 'bob', bob))
  const health = async () => (await fetch(`${gateway.http}/healthz`, { headers: { Authorization: `Bearer ${bob}` } })).json()
  await vi.waitFor(async () => expect(await health()).toMatchObject({ asleep: 3, sessions: 0 }), { timeout: 20_000 })
  const waiting = await addressOf(gateway, 'anna', anna)
  const begin = performance.now()
  expect((await post(gateway, '/logout', anna)).status).toBe(200)
  const closes = await Promise.all([sleeping.closed, native.socket.closed])
  expect(performance.now() - begin).toBeLessThan(2_000)
  expect(closes.map(({ code, reason }) => [code, reason])).toEqual([[1008, 'logged_out'], [1008, 'logged_out']])
  expect((await post(gateway, '/tickets', anna)).status).toBe(401)
  expect((await post(gateway, '/logout', anna)).status).toBe(401)
  expect((await handshake(waiting.replace('ws:', 'http:'))).status).toBe(401)
  other.send('still here')
  expect(await other.next()).toBe('still here')
  expect((await post(gateway, '/tickets', await laterToken('anna'))).status).toBe(201)
})

test('S3 WIRE-79 a logout counts after a restart too', async () => {
  const dataDir = await dataFolder()
  const [anna, bob, carl] = [await tokenOf(), await tokenOf({ sub: 'bob' }), await tokenOf({ sub: 'carl' })]
  {
    await using before = await openGateway({ auth: tokenSettings, threads: 1, dataDir })
    const statuses = await Promise.all([anna, bob].map(async (token) => (await post(before, '/logout', token)).status))
    expect(statuses).toEqual([200, 200])
  }
  await using after = await openGateway({ auth: tokenSettings, threads: 1, dataDir })
  const statuses = await Promise.all([anna, bob, carl, await laterToken('anna')].map(async (token) => (await post(after, '/tickets', token)).status))
  expect(statuses).toEqual([401, 401, 201, 201])
})

test('S3 a logout that cannot be kept counts at once, and says that it may not count after a restart', async () => {
  const dataDir = await dataFolder()
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1, dataDir })
  const anna = await tokenOf()
  const client = await TestSocket.open(await addressOf(gateway, 'anna', anna))
  // In the place of the file that is written first.
  await mkdir(join(dataDir, 'logouts.json.new'))
  const response = await post(gateway, '/logout', anna)
  expect([response.status, await response.json()]).toMatchObject([503, { code: 'storage_unavailable', retryable: true }])
  expect(await client.closed).toMatchObject({ code: 1008, reason: 'logged_out' })
  expect((await post(gateway, '/tickets', anna)).status).toBe(401)
})

test('S3 who logs out between the handshake and the connection is shown out as soon as they are in', async () => {
  const logouts = new LogoutBook({ file: join(await dataFolder(), 'logouts.json'), now: Date.now, keepMs: 1_000 })
  const authority = new TokenAuthority({ verifier: new TokenVerifier(tokenSettings, Date.now), logouts, now: Date.now })
  onTestFinished(() => authority.close())
  const admitted = await authority.admit({ authorization: `Bearer ${await tokenOf()}`, query: new URLSearchParams() }, 'anna')
  if (!admitted.known) throw new Error(admitted.code)
  await logouts.add(admitted.identity)
  const ends: string[] = []
  authority.entered({ fail: (code) => ends.push(code) }, admitted.identity)
  expect(ends).toEqual(['logged_out'])
})

test('S3 a logout is forgotten when no token of before can count any more', async () => {
  const dataDir = await dataFolder()
  const clock = new Clock()
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1, dataDir }, clock)
  await post(gateway, '/logout', await tokenOf())
  clock.setForward(1000 * tokenSettings.maxAgeS + 120_000)
  const then = Math.floor(clock.now() / 1000)
  await post(gateway, '/logout', await tokenOf({ sub: 'bob', iat: then, exp: then + 60 }))
  expect(JSON.parse(await readFile(join(dataDir, 'logouts.json'), 'utf8'))).toEqual([['bob', expect.any(Number)]])
})

test('S3 a server that cannot tell who has logged out does not start', async () => {
  const dataDir = await dataFolder()
  await writeFile(join(dataDir, 'logouts.json'), '[["anna", 17')
  await expect(openGateway({ auth: tokenSettings, threads: 1, dataDir })).rejects.toMatchObject({ name: 'ConfigError' })
})

test('WIRE-79 a connection is closed when the token runs out that opened it, and the others stay', async () => {
  const clock = new Clock()
  await using gateway = await openGateway({ auth: tokenSettings, threads: 1 }, clock)
  const now = Math.floor(Date.now() / 1000)
  await using long = await TestSocket.open(await addressOf(gateway, 'anna', await tokenOf()))
  const short = await TestSocket.open(await addressOf(gateway, 'anna', await tokenOf({ exp: now + 20 })))
  clock.setForward(30_000)
  expect(await short.closed).toMatchObject({ code: 1008, reason: 'identity_expired' })
  long.send('still here')
  expect(await long.next()).toBe('still here')
})
