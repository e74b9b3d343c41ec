import { closeCodes } from '@tutor/protocol'
import { expect, test, vi } from 'vitest'
import { Attempts } from '../src/admission/attempts.ts'
import { readAdmissionSettings } from '../src/admission/admission-settings.ts'
import { RawWebSocket } from './raw-web-socket.ts'
import { NativeSocket, openGateway, TestSocket, type TestGateway } from './test-gateway.ts'

/** A gateway behind a proxy on this machine, so that a test can come from any address. */
function openProxied(env: Readonly<Record<string, string>>): Promise<TestGateway> {
  return openGateway({ threads: 1, admission: readAdmissionSettings({ TRUSTED_PROXIES: '127.0.0.1', ...env }) })
}

function comeFrom(gateway: TestGateway, address: string, client: string): Promise<RawWebSocket> {
  return RawWebSocket.open(`${gateway.http}/ws/${client}`, 'tutor.v1', { 'X-Forwarded-For': address })
}

/** The answer to a request that needs a connection. */
function ask(gateway: TestGateway, address: string, client: string): Promise<Response> {
  return fetch(`${gateway.http}/sessions/${client}/documents?name=a.md`, { method: 'POST', body: '# A\n', headers: { 'X-Forwarded-For': address } })
}

test('S9 WIRE-80 an address may have so many connections; another one is not concerned, and a place that is left is free', async () => {
  await using gateway = await openProxied({ CONNECTIONS_PER_ADDRESS: '2' })
  using first = await comeFrom(gateway, '203.0.113.1', '1')
  using _second = await comeFrom(gateway, '203.0.113.1', '2')
  await expect(comeFrom(gateway, '203.0.113.1', '3')).rejects.toThrow('429')
  using _other = await comeFrom(gateway, '203.0.113.2', '3')

  const refused = await ask(gateway, '203.0.113.1', '4')
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([429, '5', { code: 'too_many_connections', retryable: true, retryAfterMs: 5_000 }])

  first.socket.destroy()
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 2 }))
  using _again = await comeFrom(gateway, '203.0.113.1', '3')
})

test('S9 WIRE-80 a user may have so many connections, from whatever addresses', async () => {
  await using gateway = await openProxied({ CONNECTIONS_PER_USER: '2' })
  using _first = await comeFrom(gateway, '203.0.113.1', 'anna')
  using _second = await comeFrom(gateway, '203.0.113.2', 'anna')
  await expect(comeFrom(gateway, '203.0.113.3', 'anna')).rejects.toThrow('429')
  using _other = await comeFrom(gateway, '203.0.113.3', 'ben')
})

test('S9 WIRE-80 the server has so many connections in all', async () => {
  await using gateway = await openProxied({ MAX_CONNECTIONS: '2' })
  using _first = await comeFrom(gateway, '203.0.113.1', '1')
  using _second = await comeFrom(gateway, '203.0.113.2', '2')
  await expect(comeFrom(gateway, '203.0.113.3', '3')).rejects.toThrow('503')
})

test('S9 WIRE-81 an address may try so often in a minute, refused attempts included', async () => {
  await using gateway = await openProxied({ ATTEMPTS_PER_ADDRESS: '3' })
  for (let i = 0; i < 3; i++) (await comeFrom(gateway, '203.0.113.1', '1'))[Symbol.dispose]()
  const refused = await ask(gateway, '203.0.113.1', '1')
  expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'rate_limited', retryable: true }])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
  using _other = await comeFrom(gateway, '203.0.113.2', '1')
})

test('S9 a program on this machine is not counted by its address', async () => {
  await using gateway = await openGateway({ threads: 1, admission: readAdmissionSettings({ CONNECTIONS_PER_ADDRESS: '1', ATTEMPTS_PER_ADDRESS: '1' }) })
  await using _first = await TestSocket.open(`${gateway.ws}/ws/1`)
  await using _second = await TestSocket.open(`${gateway.ws}/ws/2`)
})

test('F4 WIRE-82 while too many sessions are opening, a newcomer is told when to come back and is closed', async () => {
  await using gateway = await openGateway({ threads: 1, admission: readAdmissionSettings({ MAX_OPENING: '1' }) })
  const clients = await Promise.all(Array.from({ length: 20 }, (_, i) => NativeSocket.open(`${gateway.ws}/ws/${i}`)))
  const first = await Promise.all(clients.map((client) => client.next()))
  const turnedAway = clients.filter((_, i) => first[i]?.type === 'error')
  expect(turnedAway.length).toBeGreaterThan(0)
  expect(turnedAway.length).toBeLessThan(20)
  for (const message of first.filter(({ type }) => type === 'error')) {
    expect(message).toMatchObject({ code: 'server_overloaded', retryable: true, retryAfterMs: 1_000 })
  }
  for (const client of turnedAway) expect(await client.socket.closed).toMatchObject({ code: closeCodes.tryAgainLater, reason: 'server_overloaded' })
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()))
})


test('S9 attempts are counted for a bounded number of names', () => {
  const attempts = new Attempts(2)
  attempts.count('a')
  attempts.count('a')
  expect(() => attempts.count('a')).toThrow(expect.objectContaining({ code: 'rate_limited' }))
  for (let i = 0; i < 20_000; i++) attempts.count(`stranger-${i}`)
  attempts.count('a')
})
