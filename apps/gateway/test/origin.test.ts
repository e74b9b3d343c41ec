import { afterAll, describe, expect, test } from 'vitest'
import { OriginList, readOriginSettings } from '../src/identity/origin-list.ts'
import { ConfigError } from '../src/read-variable.ts'
import { handshake } from './handshake.ts'
import { openGateway } from './test-gateway.ts'

const page = 'https://tutor.example.org'
const gateway = await openGateway({ origins: { kind: 'listed', origins: [page] }, threads: 1 })
const loopback = await openGateway({ threads: 1 })
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await loopback[Symbol.asyncDispose]()
})

const forbidden = { code: 'origin_forbidden', message: expect.any(String), retryable: false }

test.for([
  'https://tutor.example.org.evil.example',
  'https://evil.example',
  'https://sub.tutor.example.org',
  'http://tutor.example.org',
  'https://tutor.example.org:8443',
  'https://TUTOR.example.org',
  'https://tutor.example.org/',
  'null',
])('S1 WIRE-75 a page of %s is refused before the upgrade and for each request', async (origin) => {
  const answer = await handshake(`${gateway.http}/ws/anna`, { Origin: origin })
  expect([answer.status, JSON.parse(answer.body)]).toEqual([403, forbidden])
  for (const [method, path] of [['GET', '/'], ['POST', '/sessions/anna/documents?name=a.md'], ['POST', '/tickets'], ['OPTIONS', '/tickets']] as const) {
    const response = await fetch(gateway.http + path, { method, headers: { Origin: origin } })
    expect([response.status, response.headers.get('access-control-allow-origin'), await response.json()]).toEqual([403, null, forbidden])
  }
})

test('S1 WIRE-75 a page on the list, and whoever is no page, gets in', async () => {
  expect((await handshake(`${gateway.http}/ws/anna`, { Origin: page })).status).toBe(101)
  expect((await handshake(`${gateway.http}/ws/anna`)).status).toBe(101)
})

test('S1 WIRE-75 without a list the server’s own pages on loopback get in, and no others', async () => {
  const { port } = new URL(loopback.http)
  const statusOf = async (origin: string) => (await handshake(`${loopback.http}/ws/anna`, { Origin: origin })).status
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) expect(await statusOf(`http://${host}:${port}`)).toBe(101)
  for (const origin of [`https://localhost:${port}`, 'http://localhost', `http://localhost:${Number(port) + 1}`, `http://evil.example:${port}`]) {
    expect(await statusOf(origin)).toBe(403)
  }
})

test('WIRE-75 the health pages answer whoever asks, and share nothing with a page', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const response = await fetch(gateway.http + path, { headers: { Origin: 'https://evil.example' } })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, null])
  }
})

test('WIRE-75 a page on the list may read replies and may send a token', async () => {
  const response = await fetch(`${gateway.http}/`, { headers: { Origin: page } })
  expect([response.status, response.headers.get('access-control-allow-origin'), response.headers.get('vary')]).toEqual([200, page, 'origin'])
  const asked = await fetch(`${gateway.http}/tickets`, { method: 'OPTIONS', headers: { Origin: page, 'Access-Control-Request-Method': 'POST' } })
  expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([200, 'authorization, content-type'])
})

describe('ALLOWED_ORIGINS', () => {
  test('takes origins as browsers write them', () => {
    const settings = readOriginSettings({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080' }, '127.0.0.1')
    const list = new OriginList(settings)
    list.servedAt(8080)
    expect(['https://a.example', 'http://b.example:8080', 'http://localhost:8080'].map((origin) => list.allows(origin))).toEqual([true, true, false])
  })

  test('is empty unless it is set, where other machines reach the server', () => {
    const list = new OriginList(readOriginSettings({}, '0.0.0.0'))
    list.servedAt(8080)
    expect([list.allows('http://0.0.0.0:8080'), list.allows('http://localhost:8080'), list.allows('')]).toEqual([false, false, true])
  })

  test.for(['https://a.example/', 'https://A.example', 'a.example', '*', 'https://a.example:443', 'null', 'https://a.example,'])('refuses %s', (text) => {
    expect(() => readOriginSettings({ ALLOWED_ORIGINS: text }, '127.0.0.1')).toThrow(ConfigError)
  })
})
