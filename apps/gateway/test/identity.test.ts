import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { Clock } from '../src/clock.ts'
import { handshake, type HandshakeAnswer } from './handshake.ts'
import { claims, makeKeyPair, tokenOf, tokenSettings } from './identity-provider.ts'
import { openGateway, TestSocket } from './test-gateway.ts'

const clock = new Clock()
const gateway = await openGateway({ auth: tokenSettings, threads: 1 }, clock)
afterAll(() => gateway[Symbol.asyncDispose]())

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}

async function ticketOf(user: string): Promise<string> {
  const response = await fetch(`${gateway.http}/tickets`, { method: 'POST', headers: bearer(await tokenOf({ sub: user })) })
  expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store'])
  const { ticket, expiresInMs } = (await response.json()) as { ticket: string; expiresInMs: number }
  expect([Buffer.from(ticket, 'base64url').length, expiresInMs]).toEqual([32, 30_000])
  return ticket
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const stranger = randomBytes(32)

/** Ways to show who one is, to the session `anna`. */
const badTokens: Readonly<Record<string, () => Promise<string> | string>> = {
  'that has expired': () => tokenOf({ iat: now - 60, exp: now - 10 }),
  'that is not valid yet': () => tokenOf({ nbf: now + 60 }),
  'from the future': () => tokenOf({ iat: now + 60 }),
  'older than a token may be': () => tokenOf({ iat: now - 86_500 }),
  'for another audience': () => tokenOf({ aud: 'library' }),
  'of another issuer': () => tokenOf({ iss: 'https://elsewhere.example' }),
  'without a user': () => tokenOf({ sub: undefined }),
  'with a user whose name looks like another one’s session': () => tokenOf({ sub: 'anna:b' }),
  'without an end': () => tokenOf({ exp: undefined }),
  'without a beginning': () => tokenOf({ iat: undefined }),
  'signed with another secret': () => tokenOf({}, stranger),
  'signed with a private key': async () => (await makeKeyPair('k1')).sign(claims()),
  'with alg none': () => `${base64url({ alg: 'none' })}.${base64url(claims())}.`,
  'with alg none in capitals': () => `${base64url({ alg: 'NONE' })}.${base64url(claims())}.`,
  'without its signature': async () => (await tokenOf()).replace(/[^.]*$/, ''),
  'with a user put in afterwards': async () => (await tokenOf({ sub: 'bob' })).replace(/\.[^.]*\./, `.${base64url(claims())}.`),
  'that is none': () => 'anna',
  'that is empty': () => '',
}

const unauthorized = {
  code: 'identity_required',
  message: 'Say who you are: the ticket or token is missing, expired, used before or not for this server.',
  retryable: false,
}

function expectUnauthorized({ status, body, headers }: HandshakeAnswer): void {
  expect([status, body, headers['www-authenticate']]).toEqual([401, JSON.stringify(unauthorized), 'Bearer'])
}

test.for(Object.entries(badTokens))('S2 WIRE-76 a token %s gets 401, as any other, before the upgrade and for each request', async ([, make]) => {
  const token = await make()
  expectUnauthorized(await handshake(`${gateway.http}/ws/anna`, bearer(token)))
  for (const path of ['/tickets', '/logout', '/sessions/anna/documents?name=a.md']) {
    const response = await fetch(gateway.http + path, { method: 'POST', headers: bearer(token), body: '# A' })
    expect([response.status, await response.json()]).toEqual([401, unauthorized])
  }
})

test.for([
  ['nothing', '', {}],
  ['an empty ticket', '?ticket=', {}],
  ['a made-up ticket', `?ticket=${randomBytes(32).toString('base64url')}`, {}],
  ['a made-up ticket beside another parameter', '?a=1&ticket=%00%ff', {}],
  ['an authorization of another kind', '', { Authorization: 'Basic YW5uYTphbm5h' }],
] as const)('S2 WIRE-76 %s gets the same 401', async ([, query, headers]) => {
  expectUnauthorized(await handshake(`${gateway.http}/ws/anna${query}`, headers))
})

test('S2 WIRE-77 a ticket lets its user in once, to any of their sessions', async () => {
  const ticket = await ticketOf('anna')
  await using client = await TestSocket.open(`${gateway.ws}/ws/anna%3Amaths?ticket=${ticket}`)
  client.send('hello')
  expect(await client.next()).toBe('hello')
  expectUnauthorized(await handshake(`${gateway.http}/ws/anna%3Amaths?ticket=${ticket}`))
})

test('S2 WIRE-77 a ticket of another user gets 401, and is used up by it', async () => {
  const ticket = await ticketOf('bob')
  for (const session of ['anna', 'bob']) expectUnauthorized(await handshake(`${gateway.http}/ws/${session}?ticket=${ticket}`))
})

test('S2 WIRE-77 a ticket counts for less than 30 s', async () => {
  const [early, late] = [await ticketOf('anna'), await ticketOf('anna')]
  clock.setForward(29_000)
  expect(await handshake(`${gateway.http}/ws/anna?ticket=${early}`)).toMatchObject({ status: 101 })
  clock.setForward(1_000)
  expectUnauthorized(await handshake(`${gateway.http}/ws/anna?ticket=${late}`))
})

test('S2 WIRE-77 a ticket asked for by another method is refused', async () => {
  const response = await fetch(`${gateway.http}/tickets`, { headers: bearer(await tokenOf()) })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('S4 WIRE-78 a user has the session of their name and those that begin with it and a colon', async () => {
  const statusOf = async (session: string, sub: string) => (await handshake(`${gateway.http}/ws/${session}`, bearer(await tokenOf({ sub })))).status
  expect(await statusOf('anna', 'anna')).toBe(101)
  expect(await statusOf('anna%3Amaths', 'anna')).toBe(101)
  expect(await statusOf('j%C3%BCrgen%40home', 'jürgen@home')).toBe(101)
  for (const session of ['annabel', 'Anna', 'ann', 'bob%3Aanna', '%20anna']) expect(await statusOf(session, 'anna')).toBe(403)
})

test('S4 WIRE-78 somebody else’s session gets the very answer of one that does not exist', async () => {
  await using owner = await TestSocket.open(`${gateway.ws}/ws/anna?ticket=${await ticketOf('anna')}`)
  owner.send('hello')
  await owner.next()
  const headers = bearer(await tokenOf({ sub: 'bob' }))
  const ask = async (session: string) => {
    const answer = await handshake(`${gateway.http}/ws/${session}`, headers)
    const upload = await fetch(`${gateway.http}/sessions/${session}/documents?name=a.md`, { method: 'POST', headers, body: '# A' })
    const withoutDate = ({ date: _date, ...others }: Record<string, unknown>) => others
    return { status: answer.status, body: answer.body, headers: withoutDate(answer.headers), upload: [upload.status, await upload.text()] }
  }
  const foreign = await ask('anna')
  expect(foreign).toMatchObject({ status: 403, upload: [403, foreign.body] })
  expect(JSON.parse(foreign.body)).toMatchObject({ code: 'session_forbidden', retryable: false })
  expect(await ask('nobody')).toEqual(foreign)
})

test('S4 WIRE-76 a document is added to a session of one’s own by the token', async () => {
  const headers = bearer(await tokenOf())
  const response = await fetch(`${gateway.http}/sessions/anna/documents?name=a.md`, { method: 'POST', headers, body: '# A\n\nText.\n' })
  expect([response.status, await response.json()]).toMatchObject([201, { name: 'a.md' }])
})

test('S2 health tells a stranger nothing but that it is well, readiness what it always tells', async () => {
  const read = async (path: string, headers = {}) => (await fetch(gateway.http + path, { headers })).json()
  expect(await read('/healthz')).toEqual({ status: 'ok' })
  expect(await read('/healthz', bearer(await tokenOf({}, stranger)))).toEqual({ status: 'ok' })
  expect(await read('/healthz', bearer(await tokenOf()))).toMatchObject({ status: 'ok', pid: process.pid, connections: expect.any(Number) })
  expect(await read('/readyz')).toEqual({ status: 'ready' })
})
