import type { ModelSettings } from '@tutor/models'
import type { EventEnvelope, ServerMessage } from '@tutor/protocol'
import { callTool, say, stall, startModelServer, waitFor, type ModelServer } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { isEnd, NativeSocket, openGateway, textOf, TestSocket } from './test-gateway.ts'

const note = '# Rivers\n\nThe Danube rises in the Black Forest.\n'
const search = callTool('doc_search', { query: 'Where does the Danube rise?' })

function settings(server: ModelServer): ModelSettings {
  return { kind: 'openai-compatible', baseUrl: server.baseUrl, model: 'test-model', timeoutMs: 5_000 }
}

test('WIRE-29 a language model answers over its tools; a mark stays only where its passage was verified', async () => {
  await using server = await startModelServer({ script: [[search], [say('It rises in the Black ', 'Forest [', '1]. It is long [7].')]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  await client.upload('u1', 'notes.md', Buffer.from(note))
  const envelopes = await client.run('r1', 'Where does the Danube rise?')
  expect(textOf(envelopes)).toBe(
    'It rises in the Black Forest [1]. It is long.\n\nSources:\n[1] notes.md, line 3: “The Danube rises in the Black Forest.”',
  )
  expect(envelopes.map(({ event }) => event.type)).toContain('TOOL_CALL_RESULT')
})

test('a language model cannot talk past material that has no answer', async () => {
  await using server = await startModelServer({
    script: [[callTool('doc_search', { query: 'Who invented the telephone?' })], [say('It was surely Bell.')]],
  })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  await client.upload('u1', 'notes.md', Buffer.from(note))
  expect(textOf(await client.run('r1', 'Who invented the telephone?'))).toMatch(/^That is not in your material\./)
})

test('WIRE-25 abort ends a run that is being answered at once and reaches the model', async () => {
  await using server = await startModelServer({ script: [[say('Once upon a time'), stall()], [say('Hello again.')]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r1', 'Tell me a story.')
  client.ask('r2', 'Hello')
  await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  const start = performance.now()
  client.send({ type: 'abort', runId: 'r1' })
  const rest = await client.rest()
  expect(performance.now() - start).toBeLessThan(200)
  expect(rest.at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED', runId: 'r1', outcome: { type: 'cancelled' } })
  expect(await (await server.request(0)).ended).toBe('cut')
  expect(textOf(await client.rest())).toBe('Hello again.')
})

test('WIRE-25 WIRE-43 WIRE-59 a run that waits can be aborted, its id cannot be used twice, and too many runs are refused', async () => {
  await using server = await startModelServer({ script: [[say('Wait'), stall()]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r0', 'Tell me a story.')
  await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  for (let i = 1; i <= 33; i++) client.ask(`r${i}`, '/documents')
  expect((await client.until(isError)).at(-1)).toMatchObject({ code: 'run_queue_full', ref: 'r33' })
  client.send({ type: 'run', runId: 'r1', message: { id: 'another', content: 'again' } })
  expect((await client.until(isError)).at(-1)).toMatchObject({ code: 'run_id_used', ref: 'r1' })
  for (let i = 1; i <= 32; i++) client.send({ type: 'abort', runId: `r${i}` })
  await client.until((message) => message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.run_withdrawn')
  client.send({ type: 'abort', runId: 'r0' })
  for (let i = 0; i <= 32; i++) {
    expect((await client.rest()).at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED', runId: `r${i}`, outcome: { type: 'cancelled' } })
  }
})

test('WIRE-120 when an endpoint is down, refuses or dies in mid-stream the embedded model answers, the client is told, and the session goes on', async () => {
  await using server = await startModelServer({
    script: [
      [{ do: 'refuse', status: 500 }],
      [{ do: 'refuse', status: 401 }],
      [say('Half an ans'), { do: 'cut' }],
      [say('Whole.')],
    ],
  })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  const runs = []
  for (let i = 0; i < 4; i++) runs.push(await client.run(`r${i}`, 'Hello'))
  const told = runs.map((run) => run.flatMap(({ event }) => (event.type === 'CUSTOM' && event.name === 'tutor.model_replaced' ? [event.value.code] : [])))
  expect(told).toEqual([['model_unavailable'], ['model_rejected'], ['model_interrupted'], []])
  for (const run of runs) expect(run.find(({ event }) => isEnd(event))?.event).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'success' } })
  expect(textOf(runs[0]!)).toMatch(/^The language model cannot be reached: .* The embedded model answers instead\.\n\nHello!/)
  expect(textOf(runs[2]!)).toMatch(/^Half an ans \[…\]\n\nThe language model stopped in the middle of its answer/)
  expect(textOf(runs[3]!)).toBe('Whole.')
})

test('WIRE-120 a plain client is told in text when the model cannot be reached, and answered all the same', async () => {
  await using gateway = await openGateway({
    agent: 'tutor',
    model: { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none' },
    threads: 1,
  })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  client.send('Hello')
  expect(await client.next()).toMatch(/^The language model cannot be reached[^]*Hello!/)
})

test('D8 WIRE-4 an answer goes on without its client, who finds it whole on return', async () => {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  await using server = await startModelServer({ script: [[say('Once'), waitFor(left), say(' upon a time.')]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1, store: 'sqlite' })
  const client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r1', 'Tell me a story.')
  const begun = await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  const { epoch, seq } = begun.at(-1) as EventEnvelope
  await client[Symbol.asyncDispose]()
  leave()
  await using back = await NativeSocket.open(`${gateway.ws}/ws/1`)
  back.send({ type: 'resume', epoch, seq })
  const rest = await back.until((message) => message.type === 'event' && isEnd(message.event))
  const resumed = rest.findIndex(({ type }) => type === 'resumed')
  expect(rest[resumed]).toMatchObject({ epoch, seq })
  expect(textOf(rest.slice(resumed).filter((message) => message.type === 'event'))).toBe(' upon a time.')
})

function isError(message: ServerMessage): boolean {
  return message.type === 'error'
}
