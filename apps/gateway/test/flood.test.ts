import { closeCodes, limits, type ServerMessage } from '@tutor/protocol'
import { TutorConnection } from '@tutor/client'
import { expect, test } from 'vitest'
import { readAdmissionSettings } from '../src/admission/admission-settings.ts'
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
