import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readAdmissionSettings } from '../src/admission/admission-settings.ts'
import { RawWebSocket } from './raw-web-socket.ts'
import { NativeSocket, openGateway } from './test-gateway.ts'

/** Writes a byte a second, for as long as it is let. */
function dribble(socket: Socket, bytes: Buffer): void {
  let at = 0
  const timer = setInterval(() => socket.write(bytes.subarray(at, ++at)), 1000)
  socket.on('close', () => clearInterval(timer))
}

/** @returns seconds until the server has cut the connection */
async function secondsToEnd(socket: Socket): Promise<number> {
  onTestFinished(() => void socket.destroy())
  const begin = performance.now()
  socket.on('error', () => {})
  socket.resume()
  await once(socket, 'close')
  return (performance.now() - begin) / 1000
}

test('S8 WIRE-84 who sends too slowly is dropped within 15 s: no byte, a request and a frame byte by byte', async () => {
  await using gateway = await openGateway({ threads: 1 })
  await using patient = await NativeSocket.open(`${gateway.ws}/ws/patient`)
  await patient.next()
  const port = Number(new URL(gateway.http).port)
  const idle = connect(port, '127.0.0.1')
  const header = connect(port, '127.0.0.1')
  dribble(header, Buffer.from(`GET /ws/1 HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100)}`))
  const frame = await RawWebSocket.open(`${gateway.http}/ws/1`)
  dribble(frame.socket, Buffer.concat([Buffer.from([0x81, 0x80 | 100]), Buffer.alloc(104)]))
  const fragments = await RawWebSocket.open(`${gateway.http}/ws/2`)
  dribble(fragments.socket, Buffer.concat(Array.from({ length: 20 }, (_, i) => Buffer.from([i === 0 ? 0x01 : 0x00, 0x80, 0, 0, 0, 0]))))

  const seconds = await Promise.all([idle, header, frame.socket, fragments.socket].map(secondsToEnd))
  expect(Math.max(...seconds)).toBeLessThan(15.5)
  expect(await gateway.health()).toMatchObject({ connections: 1 })
  patient.send({ type: 'ping' })
  expect(await patient.next()).toEqual({ type: 'pong' })
})

test('S8 sockets that ask for nothing are bounded, and leave room when they go; WebSockets do not count among them', async () => {
  await using gateway = await openGateway({ threads: 1, admission: readAdmissionSettings({ MAX_CONNECTIONS: '5' }) })
  const port = Number(new URL(gateway.http).port)
  await using _first = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await using _second = await NativeSocket.open(`${gateway.ws}/ws/2`)
  const idle: Socket[] = []
  for (let i = 0; i < 5; i++) {
    idle.push(connect(port, '127.0.0.1'))
    await once(idle[i]!, 'connect')
  }
  const sixth = connect(port, '127.0.0.1')
  expect(await secondsToEnd(sixth)).toBeLessThan(5)
  expect(idle.map(({ readyState }) => readyState)).toEqual(Array.from({ length: 5 }, () => 'open'))
  for (const socket of idle) socket.destroy()
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 2 }))
})
