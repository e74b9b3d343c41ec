import { randomBytes } from 'node:crypto'
import { limits } from '@tutor/protocol'
import { afterAll, expect, test } from 'vitest'
import { RawWebSocket } from './raw-web-socket.ts'
import { readAdmissionSettings } from '../src/admission/admission-settings.ts'
import { openGateway, TestSocket } from './test-gateway.ts'

const unlimited = readAdmissionSettings({ MESSAGES_PER_S: '1000000' })
const gateway = await openGateway({ threads: 1, admission: unlimited })
afterAll(() => gateway[Symbol.asyncDispose]())

/** A masked frame with a mask of zeros and a short payload. */
function frame(first: number, payload: Buffer = Buffer.from('hello')): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

async function stillServes(): Promise<void> {
  await using socket = await TestSocket.open(`${gateway.ws}/ws/good`)
  socket.send('Are you there?')
  expect(await socket.next()).toContain('Are you there?')
}

test('S5 WIRE-40 a message over the limit closes with 1009, one far over it is cut off', async () => {
  using large = await RawWebSocket.open(`${gateway.http}/ws/1`)
  const header = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0])
  large.socket.write(Buffer.concat([header, Buffer.alloc(limits.messageBytes + 1, 'x')]))
  large.socket.end()
  expect((await large.drain()).closeCode).toBe(1009)
  using huge = await RawWebSocket.open(`${gateway.http}/ws/1`)
  huge.socket.write(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]))
  expect(await huge.drain()).toEqual({ texts: [], closeCode: undefined })
})

test('S6 WIRE-86 no compression is agreed on, and a frame that says it is compressed ends the connection', async () => {
  const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' }
  using client = await RawWebSocket.open(`${gateway.http}/ws/1`, undefined, offer)
  expect(client.headers['sec-websocket-extensions']).toBeUndefined()
  client.socket.write(frame(0xc1))
  expect((await client.drain()).texts).toEqual([])
})

test.each([
  ['a reserved bit', frame(0xa1)],
  ['a reserved opcode', frame(0x83)],
  ['bytes that are no UTF-8', frame(0x81, Buffer.from([0xff, 0xfe]))],
  ['a continuation of nothing', frame(0x80)],
  ['a ping in pieces', frame(0x09)],
  ['a ping that is too long', Buffer.concat([Buffer.from([0x89, 0xfe, 1, 0, 0, 0, 0, 0]), Buffer.alloc(256)])],
])('WIRE-86 a frame with %s ends its connection, and no other', async (_name, bytes) => {
  using client = await RawWebSocket.open(`${gateway.http}/ws/1`)
  client.socket.write(bytes)
  await client.drain()
  await stillServes()
})

test('S7 random frames by the thousand leave the server standing', async () => {
  for (let round = 0; round < 100; round++) {
    using client = await RawWebSocket.open(`${gateway.http}/ws/${round % 10}`, 'tutor.v1')
    client.socket.resume()
    for (let i = 0; i < 20; i++) client.socket.write(frame(0x81 + (i % 2), Buffer.from(randomBytes(20).toString('base64'))))
    client.socket.write(randomBytes(200))
  }
  await stillServes()
})
