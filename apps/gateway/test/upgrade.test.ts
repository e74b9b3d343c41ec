import { once } from 'node:events'
import { get, request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { openGateway, TestSocket } from './test-gateway.ts'

const gateway = await openGateway({ threads: 1 })
afterAll(() => gateway[Symbol.asyncDispose]())

/** A WebSocket handshake by hand, to see the answer's status and body. */
async function handshake(path: string, subprotocol?: string): Promise<{ status: number; body: unknown; selected: string | undefined }> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(subprotocol !== undefined && { 'Sec-WebSocket-Protocol': subprotocol }),
  }
  const outgoing = request(gateway.http + path, { headers })
  outgoing.end()
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown; selected: string | undefined }>()
  outgoing.once('error', reject)
  outgoing.once('upgrade', (response, socket) => {
    socket.destroy()
    resolve({ status: 101, body: undefined, selected: response.headers['sec-websocket-protocol'] })
  })
  outgoing.once('response', async (response) => {
    const chunks = await response.toArray()
    resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()), selected: undefined })
  })
  return promise
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
  const answer = await handshake(path, subprotocol)
  expect(answer.status).toBe(status)
  expect(answer.body).toEqual({ code, message: expect.stringMatching(/\.$/), retryable: false })
})

test('WIRE-2 tutor.v1 is selected among several offers, and nothing when nothing is offered', async () => {
  expect(await handshake('/ws/1', 'graphql-ws, tutor.v1')).toMatchObject({ status: 101, selected: 'tutor.v1' })
  expect(await handshake('/ws/1')).toMatchObject({ status: 101, selected: undefined })
})

test('WIRE-1 a percent-encoded client id is accepted', async () => {
  await using client = await TestSocket.open(`${gateway.ws}/ws/anna%40example.org?x=1`)
  client.send('hello')
  expect(await client.next()).toBe('hello')
})

test('health and readiness answer, a plain request for the WebSocket says what it is, anything else is not found', async () => {
  // Sessions of the tests before end a moment after their connections.
  while ((await gateway.health()).sessions > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const replies = await Promise.all(['/', '/healthz', '/readyz', '/ws/1', '/nothing'].map((path) => fetch(gateway.http + path)))
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 426, 404])
  expect(await replies[1]?.json()).toMatchObject({ status: 'ok', sessions: 0, connections: 0, threads: [{ heapUsed: expect.any(Number) }] })
  expect(await replies[4]?.json()).toMatchObject({ code: 'not_found' })
})

test('a request that is aborted before its answer does no harm', async () => {
  const aborted = get(`${gateway.http}/healthz`)
  aborted.once('error', () => {})
  await once(aborted, 'socket')
  aborted.destroy()
  expect((await fetch(`${gateway.http}/healthz`)).status).toBe(200)
})
