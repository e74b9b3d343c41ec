import { once } from 'node:events'
import { expect, test } from 'vitest'
import { RawWebSocket } from './raw-web-socket.ts'
import { NativeSocket, openGateway } from './test-gateway.ts'

test('F5 a peer that answers no ping is dropped within the idle timeout and 4 s; one that answers them stays', async () => {
  await using gateway = await openGateway({ threads: 1, idleTimeout: 8 })
  await using quiet = await NativeSocket.open(`${gateway.ws}/ws/quiet`)
  await quiet.next()
  const mute = await RawWebSocket.open(`${gateway.http}/ws/mute`)
  mute.socket.resume()
  const begin = performance.now()
  await once(mute.socket, 'close')
  const seconds = (performance.now() - begin) / 1000
  expect(seconds).toBeGreaterThan(4)
  expect(seconds).toBeLessThan(8 + 4 + 2)
  expect(await gateway.health()).toMatchObject({ connections: 1 })
  quiet.send({ type: 'ping' })
  expect(await quiet.next()).toEqual({ type: 'pong' })
})
