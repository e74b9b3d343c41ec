import type { EventEnvelope, ServerMessage } from '@tutor/protocol'
import { say, stall, startModelServer, waitFor, type ModelServer } from '@tutor/testkit'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NativeSocket, openGateway, TestSocket, textOf, type TestGateway } from './test-gateway.ts'

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tutor-test-'))
})

afterAll(() => rm(dataDir, { recursive: true }))

/** Longer than any test: it waits for the answer, not for the time. */
const longMs = 600_000

function open(server: ModelServer): Promise<TestGateway> {
  const model = { kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', timeoutMs: longMs } as const
  return openGateway({ threads: 1, store: 'sqlite', dataDir, agent: 'tutor', model })
}

function isText(message: ServerMessage): boolean {
  return message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT'
}

function isQueued(message: ServerMessage): boolean {
  return message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.run_queued'
}

function namesOf(events: readonly EventEnvelope[]): string[] {
  return events.map(({ event }) => (event.type === 'CUSTOM' ? event.name : event.type))
}

test('F6 WIRE-87 WIRE-88 a stop is announced, the answer under way ends, and what is asked meanwhile is answered by the next server', async () => {
  const { promise: on, resolve: goOn } = Promise.withResolvers<void>()
  await using server = await startModelServer({ script: [[say('Once'), waitFor(on), say(' upon a time.')], [say('The end.')]] })
  const gateway = await open(server)
  const client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r1', 'Tell me a story.')
  await client.until(isText)
  const drained = gateway.drain(longMs)
  expect((await client.until(({ type }) => type === 'stopping')).at(-1)).toEqual({ type: 'stopping', graceMs: longMs })
  client.ask('r2', 'How does it end?')
  await client.until(isQueued)

  const refused = await fetch(`${gateway.http}/sessions/1/documents?name=a.md`, { method: 'POST', body: '# A' })
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '2', expect.objectContaining({ code: 'server_stopping', retryable: true })])
  expect((await fetch(`${gateway.http}/readyz`)).status).toBe(503)
  const handshake = get(`${gateway.http}/ws/2`, { headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } })
  const [response] = (await once(handshake, 'response')) as [IncomingMessage]
  expect([response.resume().statusCode, response.headers['retry-after']]).toEqual([503, '2'])

  goOn()
  const answer = await client.rest()
  expect(textOf(answer)).toBe(' upon a time.')
  await drained
  await gateway.close()
  expect(await client.socket.closed).toMatchObject({ code: 1001, reason: 'server_stopping' })

  await using next = await open(server)
  await using again = await NativeSocket.open(`${next.ws}/ws/1`)
  await again.until(({ type }) => type === 'hello')
  again.send({ type: 'resume', epoch: answer.at(-1)!.epoch, seq: answer.at(-1)!.seq })
  const events = await again.rest()
  expect(events[0]).toMatchObject({ seq: answer.at(-1)!.seq + 1, event: { type: 'RUN_STARTED', runId: 'r2' } })
  expect(textOf(events)).toBe('The end.')
  expect(server.requests).toHaveLength(2)
})

test('WIRE-89 an answer that does not end in time is suspended, and given anew by the next server', async () => {
  await using server = await startModelServer({ script: [[say('Once'), stall()], [say('Once upon a time.')]] })
  const gateway = await open(server)
  const client = await NativeSocket.open(`${gateway.ws}/ws/3`)
  client.ask('r1', 'Tell me a story.')
  await client.until(isText)
  await gateway.drain(20)
  await gateway.close()
  expect(await client.socket.closed).toMatchObject({ code: 1001 })
  await using next = await open(server)
  await using again = await NativeSocket.open(`${next.ws}/ws/3`)
  again.send({ type: 'resume', epoch: 0, seq: 0 })
  const events = await again.rest()
  expect(namesOf(events)).toEqual([
    'RUN_STARTED',
    'TEXT_MESSAGE_START',
    'TEXT_MESSAGE_CONTENT',
    'tutor.run_suspended',
    'TEXT_MESSAGE_END',
    'tutor.run_restarted',
    'TEXT_MESSAGE_START',
    'TEXT_MESSAGE_CONTENT',
    'TEXT_MESSAGE_END',
    'RUN_FINISHED',
  ])
  expect(events[5]).toMatchObject({ event: { value: { runId: 'r1', attempt: 1 } } })
})

test('WIRE-87 a plain client gets the answer under way before its connection closes', async () => {
  const { promise: on, resolve: goOn } = Promise.withResolvers<void>()
  await using server = await startModelServer({ script: [[say('Once'), waitFor(on), say(' upon a time.')]] })
  const gateway = await open(server)
  const client = await TestSocket.open(`${gateway.ws}/ws/4`)
  client.send('Tell me a story.')
  await server.request(0)
  const drained = gateway.drain(longMs)
  goOn()
  expect(await client.next()).toBe('Once upon a time.')
  await drained
  await gateway.close()
  expect(await client.closed).toMatchObject({ code: 1001, reason: 'server_stopping' })
})

test('WIRE-87 a sleeping session is not woken, and what is sent to it is not acknowledged; the next server takes it', async () => {
  await using server = await startModelServer({ script: [] })
  const gateway = await openGateway({ threads: 1, store: 'sqlite', dataDir, idleMs: 50 })
  const client = await NativeSocket.open(`${gateway.ws}/ws/5`)
  await client.run('r1', 'Hello')
  await expect.poll(() => gateway.health()).toMatchObject({ sessions: 0, asleep: 1 })
  await gateway.drain(longMs)
  await client.until(({ type }) => type === 'stopping')
  client.ask('r2', 'Still there?')
  client.send({ type: 'ping' })
  expect(await client.next()).toEqual({ type: 'pong' })
  await gateway.close()
  await expect(client.next()).rejects.toThrow('closed')
  await using next = await open(server)
  await using again = await NativeSocket.open(`${next.ws}/ws/5`)
  expect(await again.next()).toMatchObject({ type: 'hello', seq: 5 })
})
