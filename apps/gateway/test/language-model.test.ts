import type { ModelSettings } from '@tutor/models'
import { callTool, say, stall, startModelServer, type ModelServer } from '@tutor/testkit'
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

test('WIRE-25 WIRE-43 a run that waits can be aborted, its id cannot be used twice, and too many runs are refused', async () => {
  await using server = await startModelServer({ script: [[say('Wait'), stall()]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r0', 'Tell me a story.')
  await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  for (let i = 1; i <= 33; i++) client.ask(`r${i}`, '/documents')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'run_queue_full', ref: 'r33' })
  client.ask('r1', 'again')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'run_id_used', ref: 'r1' })
  for (let i = 1; i <= 32; i++) client.send({ type: 'abort', runId: `r${i}` })
  client.send({ type: 'abort', runId: 'r0' })
  for (let i = 0; i <= 32; i++) {
    expect((await client.rest()).at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED', runId: `r${i}`, outcome: { type: 'cancelled' } })
  }
})

test('an endpoint that is down, refuses or dies in mid-stream ends the run with a named error, and the session goes on', async () => {
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
  const ends = []
  for (let i = 0; i < 4; i++) ends.push((await client.run(`r${i}`, 'Hello')).find(({ event }) => isEnd(event))?.event)
  expect(ends).toMatchObject([
    { type: 'RUN_ERROR', code: 'model_unavailable' },
    { type: 'RUN_ERROR', code: 'model_rejected' },
    { type: 'RUN_ERROR', code: 'model_interrupted' },
    { type: 'RUN_FINISHED', outcome: { type: 'success' } },
  ])
})

test('WIRE-11 a plain client is told in text when the model cannot be reached', async () => {
  await using gateway = await openGateway({
    agent: 'tutor',
    model: { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'none' },
    threads: 1,
  })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  client.send('Hello')
  expect(await client.next()).toMatch(/^Error \(model_unavailable\): /)
})

test('WIRE-4 a client that leaves in mid-answer ends its session and its request to the model', async () => {
  await using server = await startModelServer({ script: [[say('Once'), stall()]] })
  await using gateway = await openGateway({ agent: 'tutor', model: settings(server), threads: 1 })
  const client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.ask('r1', 'Tell me a story.')
  await client.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT')
  await client[Symbol.asyncDispose]()
  expect(await (await server.request(0)).ended).toBe('cut')
})
