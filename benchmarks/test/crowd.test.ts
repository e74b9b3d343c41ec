import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Crowd, type CrowdPlan } from '../src/index.ts'
import { startEchoServer, startServer } from './echo-server.ts'

const plan = {
  protocol: 'plain',
  speech: { kind: 'canary', bytes: 64 },
  connections: 5,
  parallel: 3,
} as const satisfies Partial<CrowdPlan>
const brief = { warmUpSeconds: 0.05, seconds: 0.2 } as const

describe('a crowd', () => {
  it.each([24, 125, 126, 127, 65_535, 65_536])(
    'gets canaries of %i bytes back from an honest server',
    async (bytes) => {
      await using server = await startEchoServer()
      await using crowd = await Crowd.open({ ...plan, address: server.address, speech: { kind: 'canary', bytes } })
      await crowd.askEach()
    },
  )

  it('sends other text on every connection', async () => {
    const heard = new Map<string, string>()
    await using server = await startServer((socket, clientId) => {
      socket.on('message', (data) => {
        heard.set(clientId, String(data))
        socket.send(data, { binary: false })
      })
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await crowd.askEach()
    expect(heard.size).toBe(plan.connections)
    expect(new Set(heard.values()).size).toBe(plan.connections)
  })

  it('asks again on each answer when the load is closed', async () => {
    await using server = await startEchoServer()
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    const result = await crowd.drive({ ...brief, pace: { kind: 'closed' }, pid: process.pid })
    expect(result.answered).toBeGreaterThan(plan.connections)
    expect(result.p50Ms).toBeGreaterThan(0)
    expect(result.p99Ms).toBeGreaterThanOrEqual(result.p50Ms)
    expect(result.serverCpuUs).toBeGreaterThan(0)
    expect(result.seconds).toBeGreaterThanOrEqual(brief.seconds * 0.99)
  })

  it('keeps the pace when the load is paced, whatever the number of connections', async () => {
    let heard = 0
    await using server = await startServer((socket) => {
      socket.on('message', (data) => {
        heard += 1
        socket.send(data, { binary: false })
      })
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    const begun = performance.now()
    await crowd.drive({ ...brief, pace: { kind: 'paced', perSecond: 200 } })
    const seconds = (performance.now() - begun) / 1000
    expect(heard).toBeGreaterThanOrEqual(Math.floor((brief.warmUpSeconds + brief.seconds) * 200))
    expect(heard).toBeLessThanOrEqual(Math.ceil(seconds * 200))
  })

  it('counts the wait for an answer that is late into the latency of the requests behind it', async () => {
    let stalled = false
    await using server = await startServer((socket) => {
      socket.on('message', (data) => {
        const stall = stalled ? 0 : 150
        stalled = true
        setTimeout(() => socket.send(data, { binary: false }), stall)
      })
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address, connections: 1 })
    const result = await crowd.drive({ warmUpSeconds: 0.05, seconds: 0.1, pace: { kind: 'paced', perSecond: 100 } })
    expect(result.p50Ms).toBeGreaterThan(20)
  })

  it('takes pings and messages in fragments', async () => {
    await using server = await startServer((socket) => {
      socket.on('message', (data) => {
        const text = String(data)
        socket.send(text.slice(0, 10), { fin: false })
        socket.ping('still there?')
        socket.once('pong', (answer) =>
          socket.send(String(answer) === 'still there?' ? text.slice(10) : 'no pong', { fin: true }),
        )
      })
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await crowd.askEach()
  })

  it('pings every connection', async () => {
    let pings = 0
    await using server = await startServer((socket) => {
      socket.on('ping', () => (pings += 1))
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await crowd.pingEach()
    expect(pings).toBe(plan.connections)
  })

  it('closes every connection with 1000, and may do so twice', async () => {
    const codes: number[] = []
    await using server = await startServer((socket) => {
      socket.on('close', (code) => codes.push(code))
    })
    const crowd = await Crowd.open({ ...plan, address: server.address })
    await Promise.all([crowd.close(), crowd.close()])
    await expect.poll(() => codes).toEqual(Array(plan.connections).fill(1000))
  })
})

describe('a crowd fails', () => {
  it('when a server changes one letter of one answer, and says how many were wrong', async () => {
    let answers = 0
    await using server = await startEchoServer((text) => (++answers === 7 ? `${text.slice(0, -1)}!` : text))
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await expect(crowd.drive({ ...brief, pace: { kind: 'closed' } })).rejects.toMatchObject({
      code: 'answer_wrong',
      message: expect.stringMatching(/^1 answers were wrong\. The first: ".+" was answered with ".+!"$/),
    })
  })

  it('when a server hands one learner the text of another', async () => {
    let before = 'nothing yet'
    await using server = await startEchoServer((text) => {
      const answer = before
      before = text
      return answer
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await expect(crowd.askEach()).rejects.toMatchObject({ code: 'answer_wrong' })
  })

  it('when a server answers twice', async () => {
    await using server = await startServer((socket) => {
      socket.on('message', (data) => {
        socket.send(data, { binary: false })
        socket.send(data, { binary: false })
      })
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await expect(crowd.drive({ ...brief, pace: { kind: 'paced', perSecond: 50 } })).rejects.toMatchObject({
      code: 'answer_wrong',
    })
  })

  it('when a server ends a connection under load', async () => {
    let messages = 0
    await using server = await startServer((socket) => {
      socket.on('message', (data) => (++messages === 20 ? socket.close(1011) : socket.send(data, { binary: false })))
    })
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await expect(crowd.drive({ ...brief, pace: { kind: 'closed' } })).rejects.toMatchObject({
      code: 'connection_lost',
      message: 'The server closed the connection with code 1011.',
    })
  })

  it('when nobody listens', async () => {
    const server = await startEchoServer()
    await server[Symbol.asyncDispose]()
    await expect(Crowd.open({ ...plan, address: server.address })).rejects.toMatchObject({ code: 'connect_failed' })
  })

  it('when the server speaks HTTP only', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/`
    await expect(Crowd.open({ ...plan, address })).rejects.toMatchObject({
      code: 'handshake_refused',
      message: 'The server answered "HTTP/1.1 404 Not Found".',
    })
    server.close()
  })

  it.each([
    ['connections', { connections: 0 }],
    ['connections', { connections: 20_000 }],
    ['parallel', { parallel: 0 }],
    ['bytes', { speech: { kind: 'canary', bytes: 8 } }],
    ['bytes', { speech: { kind: 'canary', bytes: 65_537 } }],
  ] as const)('when %s are out of bounds', async (what, change) => {
    await expect(Crowd.open({ ...plan, address: 'ws://127.0.0.1:1/ws/', ...change })).rejects.toMatchObject({
      code: 'plan_out_of_bounds',
      message: expect.stringContaining(`${what} must be between`),
    })
  })

  it('when it would load for longer than it may', async () => {
    await using server = await startEchoServer()
    await using crowd = await Crowd.open({ ...plan, address: server.address })
    await expect(crowd.drive({ pace: { kind: 'closed' }, warmUpSeconds: 1, seconds: 3600 })).rejects.toMatchObject({
      code: 'plan_out_of_bounds',
    })
  })
})
