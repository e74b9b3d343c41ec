import type { Hello } from '@tutor/protocol'
import { say, startModelServer, waitFor } from '@tutor/testkit'
import { Piscina } from 'piscina'
import { afterEach, expect, test, vi } from 'vitest'
import { isEnd, NativeSocket, openGateway, TestSocket, textOf } from './test-gateway.ts'

afterEach(() => vi.restoreAllMocks())

/** Ends the session thread that was started first, as if it had crashed. */
async function endThread(run: { readonly mock: { readonly contexts: readonly unknown[] } }): Promise<void> {
  await (run.mock.contexts[0] as Piscina).threads[0]?.terminate()
}

test('WIRE-57 a native client is told that its session recovers, keeps its socket, and goes on where it was', async () => {
  const run = vi.spyOn(Piscina.prototype, 'run')
  await using gateway = await openGateway({ threads: 1, store: 'sqlite' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  const [hello] = (await client.until(({ type }) => type === 'hello')) as [Hello]
  const before = await client.run('r1', 'One.')
  await endThread(run)
  const [recovering, again] = await client.until(({ type }) => type === 'hello')
  expect(recovering).toEqual({ type: 'recovering' })
  expect(again).toMatchObject({ seq: before.at(-1)!.seq })
  expect((again as Hello).epoch).toBeGreaterThan(hello.epoch)
  const after = await client.run('r2', 'Two.')
  expect(textOf(after)).toBe('Two.')
  expect(after[0]!.seq).toBe(before.at(-1)!.seq + 1)
})

test('WIRE-63 a plain client does not notice that its thread dies in the middle of its answers', async () => {
  const { promise: crashed, resolve: crash } = Promise.withResolvers<void>()
  await using server = await startModelServer({ script: [[say('Once'), waitFor(crashed)], [say('Once upon a time.')], [say('The end.')]] })
  const run = vi.spyOn(Piscina.prototype, 'run')
  const model = { kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', timeoutMs: 5_000 } as const
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'tutor', model })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  client.send('/documents')
  expect(await client.next()).toBe('You have no documents yet.')
  client.send('Tell me a story.')
  client.send('How does it end?')
  await server.request(0)
  await endThread(run)
  crash()
  expect(await client.next()).toBe('Once upon a time.')
  expect(await client.next()).toBe('The end.')
})

test('WIRE-56 D7 an answer that was cut off by the death of its thread is given up, said to be, and given anew', async () => {
  const { promise: crashed, resolve: crash } = Promise.withResolvers<void>()
  await using server = await startModelServer({ script: [[say('Once', ' upon'), waitFor(crashed)], [say('Once upon a time.')]] })
  const run = vi.spyOn(Piscina.prototype, 'run')
  const model = { kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', timeoutMs: 5_000 } as const
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'tutor', model })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r1', 'Tell me a story.')
  const begun = await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT' && message.event.delta === ' upon')
  const last = begun.at(-1)
  if (last?.type !== 'event') throw new Error('no event')
  await endThread(run)
  crash()
  await client.until(({ type }) => type === 'hello')
  client.send({ type: 'resume', epoch: last.epoch, seq: last.seq })
  const resync = (await client.until(({ type }) => type === 'resync')).at(-1)
  // The first word was kept with the message's start; the second one had been sent and was not on disk yet.
  expect(resync).toMatchObject({ reason: 'answer_lost', seq: last.seq - 1, messages: [{ role: 'user', content: 'Tell me a story.' }, { content: 'Once' }] })
  const events = await client.rest()
  expect(events[0]!.seq).toBe(last.seq)
  expect(events.map(({ event }) => (event.type === 'CUSTOM' ? event.name : event.type))).toEqual([
    'TEXT_MESSAGE_END',
    'tutor.run_restarted',
    'TEXT_MESSAGE_START',
    'TEXT_MESSAGE_CONTENT',
    'TEXT_MESSAGE_END',
    'RUN_FINISHED',
  ])
  expect(textOf(events)).toBe('Once upon a time.')
})

test('a thread that dies spares the sessions of other threads', async () => {
  const run = vi.spyOn(Piscina.prototype, 'run')
  await using gateway = await openGateway({ threads: 2, store: 'sqlite' })
  await using first = await NativeSocket.open(`${gateway.ws}/ws/first`)
  await using second = await NativeSocket.open(`${gateway.ws}/ws/second`)
  for (const client of [first, second]) await client.run('r1', 'hello')
  await endThread(run)
  const recovered = await Promise.all([first, second].map(async (client) => {
    client.ask('r2', 'still there?')
    const told = await client.until((message) => message.type === 'hello' || (message.type === 'event' && isEnd(message.event)))
    return told.some(({ type }) => type === 'recovering')
  }))
  expect(recovered.filter(Boolean)).toHaveLength(1)
  const dead = recovered[0] ? first : second
  dead.ask('r3', 'again')
  const told = await dead.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r3')
  expect(told.at(-2)).toMatchObject({ type: 'event', event: { type: 'TEXT_MESSAGE_END' } })
})
