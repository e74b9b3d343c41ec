import { connect, type Socket } from 'node:net'
import { closeCodes, limits, type ServerMessage } from '@tutor/protocol'
import { TutorConnection } from '@tutor/client'
import { expect, test, vi } from 'vitest'
import { readAdmissionSettings } from '../src/admission/admission-settings.ts'
import { readSupervisionSettings } from '../src/supervision/supervision-settings.ts'
import { NativeSocket, openGateway, TestSocket } from './test-gateway.ts'

/** Everything up to the connection's end. */
async function all(client: NativeSocket): Promise<ServerMessage[]> {
  const messages: ServerMessage[] = []
  for (;;) {
    try {
      messages.push(await client.next())
    } catch {
      return messages
    }
  }
}

const strict = readAdmissionSettings({ MESSAGES_PER_S: '5' })

test('F3 WIRE-83 a flood is answered once by when to go on, and twice as much ends the connection with 1008', async () => {
  await using gateway = await openGateway({ threads: 1, admission: strict })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  for (let i = 0; i < 101; i++) client.send({ type: 'abort', runId: 'nothing' })
  const messages = await all(client)
  const limited = messages.filter((message) => message.type === 'error' && message.code === 'rate_limited')
  expect(limited.length).toBeGreaterThanOrEqual(2)
  expect(limited.length).toBeLessThan(20)
  for (const error of limited) expect(error).toEqual({ type: 'error', code: 'rate_limited', message: expect.any(String), retryable: true, retryAfterMs: expect.any(Number) })
  expect(messages.filter((message) => message.type === 'error' && message.code === 'run_unknown').length).toBeLessThanOrEqual(50)
  expect(await client.socket.closed).toMatchObject({ code: closeCodes.policyViolation, reason: 'rate_limited' })
})

test('F3 WIRE-83 pings, of either kind, and binary frames count as messages', async () => {
  await using gateway = await openGateway({ threads: 1, admission: strict })
  for (const frame of ['{"type":"ping"}', new Uint8Array(3)]) {
    await using socket = await TestSocket.open(`${gateway.ws}/ws/1`, 'tutor.v1')
    for (let i = 0; i < 101; i++) socket.send(frame)
    expect(await socket.closed).toMatchObject({ code: closeCodes.policyViolation, reason: 'rate_limited' })
  }
})

test('F3 WIRE-83 a plain-text flood is answered by one text, and then closed', async () => {
  await using gateway = await openGateway({ threads: 1, admission: strict })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  for (let i = 0; i < 51; i++) client.send('hello')
  const texts: string[] = []
  while (!texts.at(-1)?.startsWith('Error (rate_limited)')) texts.push(await client.next())
  for (let i = 0; i < 50; i++) client.send('hello')
  expect(await client.closed).toMatchObject({ code: closeCodes.policyViolation, reason: 'rate_limited' })
})

test('F3 the largest document, sent as fast as it goes, is no flood', async () => {
  await using gateway = await openGateway({ threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  const answer = await client.upload('u1', 'a.bin', new Uint8Array(limits.documentBytes))
  expect(answer).toMatchObject({ type: 'error', ref: 'u1', code: 'document_type_unsupported' })
})

test('F3 WIRE-83 what a client of ours could not send it sends again when it may', async () => {
  await using gateway = await openGateway({ threads: 1, admission: readAdmissionSettings({ MESSAGES_PER_S: '1' }) })
  await using client = await TutorConnection.open(`${gateway.ws}/ws/1`)
  const { promise: finished, resolve } = Promise.withResolvers<void>()
  let answers = 0
  client.listen({
    receive: (message) => {
      if (message.type === 'event' && message.event.type === 'RUN_FINISHED' && ++answers === 15) resolve()
    },
    end: () => {},
  })
  for (let i = 0; i < 15; i++) client.send({ type: 'run', runId: `r${i}`, message: { id: `m${i}`, content: 'hello' } })
  await finished
  expect(client.unconfirmed).toBe(0)
})

test('F3 a thread that does not listen takes a bounded amount: who goes on to send is closed, to come back later', async () => {
  await using gateway = await openGateway({ threads: 1, agent: 'faulty', supervision: readSupervisionSettings({ HANG_MS: '60000' }) })
  await using flooder = await NativeSocket.open(`${gateway.ws}/ws/flooder`)
  await flooder.next()
  await using offender = await NativeSocket.open(`${gateway.ws}/ws/offender`)
  await offender.next()
  offender.ask('r1', 'block')
  const message = JSON.stringify({ type: 'run', runId: 'r', message: { id: 'm', content: 'x'.repeat(65_000) } })
  for (let i = 0; i < 900; i++) flooder.socket.send(message)
  expect(await flooder.next()).toMatchObject({ type: 'error', code: 'server_overloaded', retryable: true, retryAfterMs: 5_000 })
  expect(await flooder.socket.closed).toMatchObject({ code: closeCodes.tryAgainLater, reason: 'server_overloaded' })
})

test('F3 WIRE-85 documents that arrive over HTTP hold a bounded amount; when some have gone there is room again', async () => {
  await using gateway = await openGateway({ threads: 1, admission: readAdmissionSettings({ UPLOADS_MB: '64' }) })
  const port = Number(new URL(gateway.http).port)
  const begin = async (client: string): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST /sessions/${client}/documents?name=a.md HTTP/1.1\r\nHost: x\r\nContent-Length: ${limits.documentBytes}\r\n\r\n`)
    await new Promise((written) => socket.write(Buffer.alloc(30 * 1024 * 1024, 0x20), written))
    return socket
  }
  const arriving = [await begin('1'), await begin('2')]
  const post = (): Promise<Response> => fetch(`${gateway.http}/sessions/3/documents?name=a.bin`, { method: 'POST', body: new Uint8Array(8 * 1024 * 1024) })
  await vi.waitFor(async () => {
    const refused = await post()
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([503, '5', { code: 'server_overloaded', retryable: true }])
  }, { timeout: 10_000 })
  for (const socket of arriving) socket.destroy()
  await vi.waitFor(async () => expect((await post()).status).toBe(415), { timeout: 10_000 })
})
