import { verifyEvents } from '@ag-ui/client'
import { sampleLesson, buildPdf } from '@tutor/testkit'
import { from, lastValueFrom, toArray } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { NativeSocket, openGateway, textOf } from './test-gateway.ts'
import type { EventEnvelope } from '@tutor/protocol'

function verified(envelopes: readonly EventEnvelope[]): Promise<unknown> {
  return lastValueFrom(from(envelopes.map(({ event }) => event as never)).pipe(verifyEvents(false), toArray()))
}

test('WIRE-20 the first message is hello', async () => {
  await using gateway = await openGateway({ agent: 'tutor' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  expect(await client.next()).toMatchObject({
    type: 'hello',
    protocol: 'tutor.v1',
    clientId: 'anna',
    seq: 0,
    model: { name: 'embedded', languageModel: false },
    limits: { messageBytes: 65_536 },
    documents: [],
  })
})

test('WIRE-21 WIRE-22 a run is a verified AG-UI stream, densely numbered', async () => {
  await using gateway = await openGateway()
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const envelopes = [...(await client.run('r1', 'one')), ...(await client.run('r2', 'two'))]
  const wholeRun = ['RUN_STARTED', 'TEXT_MESSAGE_START', 'TEXT_MESSAGE_CONTENT', 'TEXT_MESSAGE_END', 'RUN_FINISHED']
  expect(envelopes.map(({ event }) => event.type)).toEqual([...wholeRun, ...wholeRun])
  expect(envelopes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(envelopes[0]?.event).toMatchObject({ threadId: '1', runId: 'r1', input: { messages: [{ id: 'question-r1', role: 'user', content: 'one' }] } })
  await verified(envelopes)
})

test('WIRE-21 a session that is opened anew has a larger epoch', async () => {
  await using gateway = await openGateway()
  const epochs = []
  for (let i = 0; i < 3; i++) {
    await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
    const hello = await client.next()
    epochs.push(hello.type === 'hello' ? hello.epoch : 0)
    await client[Symbol.asyncDispose]()
    // Whoever comes before the session has ended finds the one that is there.
    await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ sessions: 0 }), { interval: 5, timeout: 30_000 })
  }
  expect(epochs).toEqual([...new Set(epochs)].toSorted((a, b) => a - b))
})

test('WIRE-23 runs are answered in the order in which they came and never overlap', async () => {
  await using gateway = await openGateway({ agent: 'tutor' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  for (const runId of ['a', 'b', 'c']) client.ask(runId, '/documents')
  const envelopes = [...(await client.rest()), ...(await client.rest()), ...(await client.rest())]
  const marks = envelopes.flatMap(({ event }) => (event.type === 'RUN_STARTED' || event.type === 'RUN_FINISHED' ? [event.runId] : []))
  expect(marks).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
})

test('WIRE-24 WIRE-28 WIRE-29 a PDF is uploaded and questioned: the answer streams, with page citations that stand in the document', async () => {
  await using gateway = await openGateway({ agent: 'tutor' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const added = await client.upload('u1', 'lesson.pdf', buildPdf({ pages: sampleLesson }))
  expect(added).toMatchObject({ event: { name: 'tutor.document_added', value: { uploadId: 'u1', document: { name: 'lesson.pdf', kind: 'pdf', places: sampleLesson.length } } } })

  const envelopes = await client.run('r1', 'Which organelles catch light and build sugar?')
  await verified(envelopes)
  const deltas = envelopes.filter(({ event }) => event.type === 'TEXT_MESSAGE_CONTENT')
  expect(deltas.length).toBeGreaterThan(5)
  const cited = envelopes.map(({ event }) => event).find((event) => event.type === 'CUSTOM')
  expect(cited).toMatchObject({ name: 'tutor.citations', value: { messageId: expect.any(String) } })
  expect((cited as { value: { citations: unknown[] } }).value.citations[0]).toMatchObject({
    mark: 1,
    documentName: 'lesson.pdf',
    place: { page: 1 },
    quote: 'Chloroplasts catch light and build sugar; they\nare found in plants and algae but never in animals.',
  })
  expect(textOf(envelopes)).toMatch(/Sources:\n\[1\] lesson\.pdf, page 1: “Chloroplasts catch light/)

  const foreign = await client.run('r2', 'Which river flows through the city of Vienna?')
  expect(textOf(foreign)).toMatch(/^That is not in your material\./)
  await verified(foreign)
})

test('WIRE-26 a ping is answered', async () => {
  await using gateway = await openGateway()
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  client.send({ type: 'ping' })
  expect(await client.next()).toEqual({ type: 'pong' })
})

test('WIRE-27 WIRE-42 WIRE-43 what cannot be taken is answered by a named error with its ref, and the session goes on', async () => {
  await using gateway = await openGateway()
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  client.socket.send('{"type":')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'json_invalid' })
  client.socket.send('{"type":"sudo"}')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'type_unknown' })
  client.send({ type: 'abort', runId: 'nobody' })
  expect(await client.next()).toMatchObject({ type: 'error', code: 'run_unknown', ref: 'nobody' })
  client.ask('r0', '   ')
  expect(await client.next()).toMatchObject({ type: 'error', code: 'message_empty', ref: 'r0' })
  client.socket.send(new Uint8Array(10))
  expect(await client.next()).toMatchObject({ type: 'error', code: 'binary_unsupported' })
  expect(textOf(await client.run('r1', 'still there'))).toBe('still there')
})

test('WIRE-40 a message over the limit closes the connection with 1009 and its name', async () => {
  await using gateway = await openGateway()
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.socket.send('x'.repeat(65_537))
  expect(await client.socket.closed).toMatchObject({ code: 1009, reason: 'message_too_large' })
})

test('WIRE-40 a message far over the limit cuts the connection, and the server goes on', async () => {
  await using gateway = await openGateway()
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  client.socket.send('x'.repeat(2 * 1024 * 1024))
  await client.socket.closed
  await using next = await NativeSocket.open(`${gateway.ws}/ws/1`)
  expect(await next.next()).toMatchObject({ type: 'hello' })
})

test('WIRE-4 a second connection sees the events of the first', async () => {
  await using gateway = await openGateway()
  await using first = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await first.next()
  await first.run('r1', 'one')
  await using second = await NativeSocket.open(`${gateway.ws}/ws/1`)
  expect(await second.next()).toMatchObject({ type: 'hello', seq: 5 })
  first.ask('r2', 'two')
  expect(await second.rest()).toEqual(await first.rest())
})
