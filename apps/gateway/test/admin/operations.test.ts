import { say, startModelServer, waitFor } from '@tutor/testkit'
import { expect, test, vi } from 'vitest'
import { handshake } from '../handshake.ts'
import { isEnd, NativeSocket, openGateway, textOf } from '../test-gateway.ts'
import { TestServer } from '../test-server.ts'
import { Operator } from './operator.ts'

test('ADMIN-3 ADMIN-5 ADMIN-8 an operator ends a session: its clients are sent away, what is answered or waits is over, and nothing is begun anew', async () => {
  await using server = await startModelServer({ script: [[say('Once'), waitFor(new Promise(() => {}))], [say('Hello.')]] })
  const model = { kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', timeoutMs: 600_000 } as const
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'tutor', model })
  const operator = await Operator.of(gateway)
  const client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  client.ask('r1', 'Tell me a story.')
  await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  client.ask('r2', 'And another one.')
  await client.until((message) => message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.run_queued')
  const session = await operator.session('anna')
  expect(session).toMatchObject({ status: 'answering', connections: 1 })
  expect(await operator.post(`sessions/${session!.number}/end`)).toBe(200)
  expect(await client.socket.closed).toMatchObject({ code: 1008, reason: 'session_ended' })
  expect((await operator.view()).faults).toMatchObject([{ kind: 'operator', code: 'session_ended', client: 'anna', operator: 'operator', count: 1 }])
  await vi.waitFor(async () => expect(await operator.session('anna')).toBeUndefined())
  expect(await operator.post(`sessions/${session!.number}/end`)).toBe(404)

  await using again = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  await again.next()
  again.send({ type: 'resume', epoch: 0, seq: 0 })
  const ended = await again.until((message) => message.type === 'event' && isEnd(message.event) && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r2')
  const ends = ended.flatMap((message) => (message.type === 'event' && message.event.type === 'RUN_FINISHED' ? [message.event] : []))
  expect(ends.map(({ runId, outcome }) => [runId, outcome])).toEqual([['r1', { type: 'cancelled' }], ['r2', { type: 'cancelled' }]])
  expect(JSON.stringify(ended)).not.toContain('tutor.run_restarted')
  expect(textOf(await again.run('r3', 'Hello?'))).toContain('Hello.')
  // The one that was given up, and this one.
  expect((await operator.view()).latencies.turns).toMatchObject({ count: 2, p50: expect.toSatisfy((ms: number) => ms > 0) })
})

test('ADMIN-6 ADMIN-8 an operator ends a thread: its sessions go on elsewhere with their sockets open, and none is blamed', async () => {
  await using gateway = await openGateway({ threads: 1, store: 'sqlite' })
  const operator = await Operator.of(gateway)
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  await client.run('r1', 'hello')
  const [thread] = (await operator.view()).threads
  expect(await operator.post(`threads/${thread!.threadId}/end`)).toBe(200)
  await client.until(({ type }) => type === 'recovering')
  await client.until(({ type }) => type === 'hello')
  expect(textOf(await client.run('r2', 'still there?'))).toBe('still there?')
  const { threads, server, faults, sessions } = await operator.view()
  expect(threads).toHaveLength(1)
  expect(threads[0]!.threadId).not.toBe(thread!.threadId)
  expect(server.lostThreads).toBe(1)
  expect(faults).toMatchObject([{ kind: 'operator', code: 'thread_ended', threadId: thread!.threadId, operator: 'operator' }])
  expect(sessions.rows).toMatchObject([{ client: 'anna', offences: 0, connections: 1 }])
  expect(await operator.post(`threads/${thread!.threadId}/end`)).toBe(404)
})

test('ADMIN-3 ADMIN-9 it is seen how long turns and replies take, what went wrong, and that a thread hangs while it does', async () => {
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty' })
  const operator = await Operator.of(gateway)
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  await client.next()
  await client.run('r1', 'hello')
  const { latencies, main } = await operator.view()
  expect(latencies).toMatchObject({ replies: { count: 1 } })
  expect(latencies.replies.p50).toBeGreaterThan(0)
  expect(latencies.replies).toMatchObject({ p50: latencies.replies.p99, most: expect.any(Number) })
  expect(main.heapUsed).toBeGreaterThan(0)
  await client.run('r2', 'throw')
  expect((await handshake(`${gateway.http}/ws/a%2Fb`)).status).toBe(400)
  client.ask('r3', 'loop')
  await vi.waitFor(async () => expect((await operator.view()).threads).toMatchObject([{ silentMs: expect.toSatisfy((ms: number) => ms > 300) }]))
  expect((await operator.session('anna'))?.connections).toBe(1)
  await client.until(({ type }) => type === 'recovering')
  const { faults, server } = await operator.view()
  expect(server.lostThreads).toBe(1)
  expect(faults.map(({ kind, code }) => [kind, code])).toEqual([['thread', 'hung'], ['refused', 'client_id_invalid'], ['run', 'run_failed']])
  expect((await operator.session('anna'))?.offences).toBe(1)
})

test('ADMIN-7 ADMIN-8 an operator stops the server: the page hears it, the exit code is 0, the supervisor goes with it, and the log says who it was', async () => {
  await using server = new TestServer({ THREADS: '1' })
  const address = await server.address()
  const operator = await Operator.of({ http: `http://${address}`, dataDir: server.dataDir })
  expect((await operator.view()).server.isStopping).toBe(false)
  expect(await operator.post('drain')).toBe(200)
  expect(await server.exited).toEqual([0, null])
  await server.gone
  expect(server.output.all.at(-1)).toBe('An operator has asked for it: stopping')
  const line = server.errors.all.map((each) => JSON.parse(each) as Record<string, unknown>).find(({ act }) => act === 'server_drained')
  expect(line).toMatchObject({ operator: 'operator', msg: 'an operator has ended something' })
})
