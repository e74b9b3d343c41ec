import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { EventType, type AgUiEvent } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { WebSocket as WsWebSocket } from 'ws'
import { ConnectionError, TutorConnection } from '../src/index.ts'
import { FakeClock } from './fake-clock.ts'
import { Recorder } from './recorder.ts'
import { TutorServer } from './tutor-server.ts'

const note: AgUiEvent = { type: EventType.CUSTOM, name: 'note', value: 1 }

describe('opening', () => {
  it('CLIENT-1 asks for tutor.v1 and resolves on the hello', async () => {
    await using server = await TutorServer.start({ hello: { seq: 7, epoch: 3 } })
    await using connection = await TutorConnection.open(server.url)
    expect((await server.peer()).socket.protocol).toBe('tutor.v1')
    expect(connection.hello).toMatchObject({ type: 'hello', seq: 7, epoch: 3 })
  })

  it('CLIENT-9 works with the constructor of the ws package', async () => {
    await using server = await TutorServer.start()
    await using connection = await TutorConnection.open(server.url, { WebSocket: WsWebSocket })
    expect(await connection.ping()).toBeGreaterThan(0)
  })

  it.each([['the global WebSocket', undefined, 'nobody answers'], ['ws', WsWebSocket, 'ECONNREFUSED']])(
    'CLIENT-2 CLIENT-9 says why nobody could be reached, with %s',
    async (_, constructor, reason) => {
      const vacant = createServer().listen(0, '127.0.0.1')
      await once(vacant, 'listening')
      const { port } = vacant.address() as AddressInfo
      vacant.close()
      await once(vacant, 'close')
      const opening = TutorConnection.open(`ws://127.0.0.1:${port}/ws/anna`, constructor && { WebSocket: constructor })
      await expect(opening).rejects.toMatchObject({ name: 'ConnectionError', code: 'connect_failed' })
      await expect(opening).rejects.toThrow(reason)
    },
  )

  it('CLIENT-2 refuses an address that is none', async () => {
    await expect(TutorConnection.open('nowhere')).rejects.toMatchObject({ code: 'connect_failed' })
  })

  it('CLIENT-2 refuses a server that does not choose tutor.v1', async () => {
    await using server = await TutorServer.start({ protocol: false })
    const opening = TutorConnection.open(server.url, { WebSocket: WsWebSocket })
    await expect(opening).rejects.toMatchObject({ code: 'connect_failed' })
  })

  it.each(['{"type":"pong"}', 'Hello!'])('CLIENT-2 refuses a first frame that is no hello: %s', async (frame) => {
    await using server = await TutorServer.start({ greet: (peer) => peer.raw(frame) })
    await expect(TutorConnection.open(server.url)).rejects.toThrow('does not speak tutor.v1')
  })

  it('CLIENT-2 names the close code where the server closes before its hello', async () => {
    await using server = await TutorServer.start({ greet: (peer) => peer.socket.close(1013, 'server_overloaded') })
    const opening = TutorConnection.open(server.url)
    await expect(opening).rejects.toMatchObject({ code: 'connect_failed' })
    await expect(opening).rejects.toThrow('tryAgainLater (1013): server_overloaded')
  })

  it('CLIENT-2 gives up at the deadline and closes the socket; a hello that comes late wakes nobody', async () => {
    await using server = await TutorServer.start({ greet: () => undefined })
    const recorder = new Recorder()
    const opening = TutorConnection.open(server.url, { deadlineMs: 50, listener: recorder })
    const peer = await server.peer()
    await expect(opening).rejects.toThrow('took too long')
    peer.send(peer.hello)
    await peer.closed
    expect(recorder.received).toEqual([])
  })
})

describe('an abort signal', () => {
  it('CLIENT-21 gives up connecting with its reason and closes the socket', async () => {
    await using server = await TutorServer.start({ greet: () => undefined })
    const controller = new AbortController()
    const opening = TutorConnection.open(server.url, { signal: controller.signal })
    const peer = await server.peer()
    controller.abort(new Error('enough'))
    await expect(opening).rejects.toThrow('enough')
    await peer.closed
    await expect(TutorConnection.open(server.url, { signal: controller.signal })).rejects.toThrow('enough')
  })

  it('CLIENT-21 has no say once the connection is there', async () => {
    await using server = await TutorServer.start()
    const controller = new AbortController()
    await using connection = await TutorConnection.open(server.url, { signal: controller.signal })
    controller.abort()
    expect(await connection.ping()).toBeGreaterThan(0)
  })
})

describe('listening', () => {
  it('CLIENT-3 hears what came with the hello in one piece, in order', async () => {
    await using server = await TutorServer.start({ greeted: (peer) => peer.events([note, note, note]) })
    const recorder = new Recorder()
    await using connection = await TutorConnection.open(server.url, { listener: recorder })
    await connection.ping()
    const kinds = recorder.received.map((message) => (message.type === 'event' ? message.seq : message.type))
    expect(kinds).toEqual(['hello', 1, 2, 3])
  })

  it.each([
    ['no JSON', 'Good morning'],
    ['an unknown type', '{"type":"weather"}'],
    ['binary', Buffer.from('{"type":"pong"}')],
  ])('CLIENT-5 ends at a frame that is %s', async (_, frame) => {
    await using server = await TutorServer.start()
    const recorder = new Recorder()
    await using _connection = await TutorConnection.open(server.url, { listener: recorder })
    const peer = await server.peer()
    peer.raw(frame)
    expect(await recorder.ended.promise).toMatchObject({ code: 'frame_invalid' })
    await peer.closed
  })

  it('CLIENT-8 a listener that has stopped hears neither messages nor the end', async () => {
    await using server = await TutorServer.start()
    const connection = await TutorConnection.open(server.url)
    const stopped = new Recorder()
    connection.listen(stopped)()
    await connection.ping()
    await connection.close()
    expect([stopped.received, stopped.ends]).toEqual([[], []])
  })

  it('CLIENT-8 a listener can stop another within one message', async () => {
    await using server = await TutorServer.start()
    await using connection = await TutorConnection.open(server.url)
    const second = new Recorder()
    connection.listen({ receive: () => stop(), end: () => undefined })
    const stop = connection.listen(second)
    await connection.ping()
    expect(second.received).toEqual([])
  })
})

describe('ending', () => {
  it('CLIENT-6 rejects what waits and what comes after with the close code and its name', async () => {
    await using server = await TutorServer.start({ pongs: false })
    const recorder = new Recorder()
    const connection = await TutorConnection.open(server.url, { listener: recorder })
    const ping = connection.ping()
    const peer = await server.peer()
    peer.socket.close(1009, 'message_too_large')
    const close = { code: 1009, name: 'messageTooBig', reason: 'message_too_large' }
    await expect(ping).rejects.toMatchObject({ code: 'connection_closed', close })
    expect(recorder.ends).toHaveLength(1)
    expect(recorder.ends[0]?.message).toContain('messageTooBig (1009): message_too_large')
    expect(() => connection.send({ type: 'abort', runId: 'r' })).toThrow(ConnectionError)
    expect(() => connection.listen(recorder)).toThrow(ConnectionError)
    await expect(connection.ping()).rejects.toThrow(ConnectionError)
    await expect(connection.drained()).rejects.toThrow(ConnectionError)
  })

  it('CLIENT-6 a ping is rejected when its socket is torn down, and where there is none', async () => {
    await using server = await TutorServer.start({ pongs: false })
    const recorder = new Recorder()
    await using connection = await TutorConnection.open(server.url, { listener: recorder, clock: new FakeClock() })
    const ping = connection.ping()
    const peer = await server.peer()
    peer.socket.terminate()
    const close = { code: 1006, name: 'abnormal' }
    await expect(ping).rejects.toMatchObject({ code: 'connection_closed', close })
    expect(recorder.states.at(-1)).toMatchObject({ kind: 'offline', reason: { close } })
    await expect(connection.ping()).rejects.toMatchObject({ code: 'offline' })
  })

  it('CLIENT-8 closes once, however often it is asked', async () => {
    await using server = await TutorServer.start()
    const recorder = new Recorder()
    const connection = await TutorConnection.open(server.url, { listener: recorder })
    const peer = await server.peer()
    await Promise.all([connection.close(), connection.close()])
    await connection.close()
    await peer.closed
    expect(recorder.ends).toHaveLength(1)
    expect(recorder.ends[0]).toMatchObject({ code: 'connection_closed', close: { code: 1000, name: 'normal' } })
  })
})

describe('ping', () => {
  it('CLIENT-7 resolves with the round trip', async () => {
    await using server = await TutorServer.start()
    await using connection = await TutorConnection.open(server.url)
    expect(await connection.ping()).toBeGreaterThan(0)
  })

  it('CLIENT-7 rejects at its deadline, and its late pong does not answer the next ping', async () => {
    await using server = await TutorServer.start({ pongs: false })
    await using connection = await TutorConnection.open(server.url)
    const peer = await server.peer()
    await expect(connection.ping(20)).rejects.toMatchObject({ code: 'ping_timeout' })
    let answered = false
    const next = connection.ping().finally(() => (answered = true))
    const heard = Promise.withResolvers<void>()
    connection.listen({ receive: ({ type }) => type === 'event' && heard.resolve(), end: heard.reject })
    peer.raw('{"type":"pong"}')
    peer.event(note)
    await heard.promise
    await setImmediate()
    expect(answered).toBe(false)
    peer.raw('{"type":"pong"}')
    expect(await next).toBeGreaterThan(0)
  })
})
