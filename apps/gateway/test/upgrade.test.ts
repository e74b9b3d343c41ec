import { once } from 'node:events'
import { get } from 'node:http'
import { afterAll, expect, test, vi } from 'vitest'
import { handshake } from './handshake.ts'
import { openGateway, TestSocket } from './test-gateway.ts'

const gateway = await openGateway({ threads: 1 })
afterAll(() => gateway[Symbol.asyncDispose]())

function offer(subprotocol: string | undefined): Record<string, string> {
  return subprotocol === undefined ? {} : { 'Sec-WebSocket-Protocol': subprotocol }
}

test.for([
  ['WIRE-1 a path without a client id', '/ws/', undefined, 400, 'client_id_invalid'],
  ['WIRE-1 an over-long client id', `/ws/${'x'.repeat(129)}`, undefined, 400, 'client_id_invalid'],
  ['WIRE-1 a badly encoded client id', '/ws/%E4', undefined, 400, 'client_id_invalid'],
  ['WIRE-1 a client id with a slash', '/ws/a/b', undefined, 400, 'client_id_invalid'],
  ['WIRE-1 another path', '/socket/1', undefined, 404, 'not_found'],
  ['WIRE-1 the bare path', '/ws', undefined, 404, 'not_found'],
  ['WIRE-2 an unknown subprotocol', '/ws/1', 'graphql-ws', 400, 'subprotocol_unsupported'],
] as const)('WIRE-3 %s is refused before the upgrade, with a named error', async ([, path, subprotocol, status, code]) => {
  const answer = await handshake(gateway.http + path, offer(subprotocol))
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual({ code, message: expect.stringMatching(/\.$/), retryable: false })
})

test('WIRE-2 tutor.v1 is selected among several offers, and nothing when nothing is offered', async () => {
  const among = await handshake(`${gateway.http}/ws/1`, offer('graphql-ws, tutor.v1'))
  expect([among.status, among.headers['sec-websocket-protocol']]).toEqual([101, 'tutor.v1'])
  const without = await handshake(`${gateway.http}/ws/1`)
  expect([without.status, without.headers['sec-websocket-protocol']]).toEqual([101, undefined])
})

test('WIRE-1 a percent-encoded client id is accepted', async () => {
  await using client = await TestSocket.open(`${gateway.ws}/ws/anna%40example.org?x=1`)
  client.send('hello')
  expect(await client.next()).toBe('hello')
})

test('health and readiness answer, a plain request for the WebSocket says what it is, anything else is not found', async () => {
  // Sessions of the tests before end a moment after their connections, and a thread says so with its next beat.
  await vi.waitFor(async () => {
    const { sessions, threads } = await gateway.health()
    expect([sessions, ...threads.map((thread) => thread.sessions)]).toEqual([0, 0])
  }, { timeout: 10_000, interval: 20 })
  const replies = await Promise.all(['/', '/healthz', '/readyz', '/ws/1', '/nothing'].map((path) => fetch(gateway.http + path)))
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 426, 404])
  expect(await replies[1]?.json()).toMatchObject({ status: 'ok', sessions: 0, connections: 0, threads: [{ placement: 'shared', sessions: 0, utilisation: expect.any(Number), heapUsed: expect.any(Number), external: expect.any(Number) }] })
  expect(await replies[4]?.json()).toMatchObject({ code: 'not_found' })
})

test('a request that is aborted before its answer does no harm', async () => {
  const aborted = get(`${gateway.http}/healthz`)
  aborted.once('error', () => {})
  await once(aborted, 'socket')
  aborted.destroy()
  expect((await fetch(`${gateway.http}/healthz`)).status).toBe(200)
})
