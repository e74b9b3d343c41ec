import { once } from 'node:events'
import { connect } from 'node:net'
import { limits } from '@tutor/protocol'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { afterAll, expect, test, vi } from 'vitest'
import { NativeSocket, openGateway, TestSocket, textOf } from './test-gateway.ts'

const gateway = await openGateway({ agent: 'tutor', threads: 1 })
afterAll(() => gateway[Symbol.asyncDispose]())

const notes = '# Rivers\n\nThe Danube rises in the Black Forest.\n'

function upload(path: string, body: NonNullable<RequestInit['body']>): Promise<Response> {
  return fetch(gateway.http + path, { method: 'POST', body, duplex: 'half' })
}

/** A body without a length, which travels in chunks. */
function stream(bytes: Uint8Array<ArrayBuffer>, chunkBytes: number): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(offset, (offset += chunkBytes)))
      if (offset >= bytes.length) controller.close()
    },
  })
}

test('WIRE-61 a posted document is answered by 201 and its summary, told to the session, and can be asked about', async () => {
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna%40home`)
  await client.next()
  const response = await upload('/sessions/anna%40home/documents?name=My%20rivers.md', notes)
  expect(response.status).toBe(201)
  const document = await response.json()
  expect(document).toMatchObject({ name: 'My rivers.md', kind: 'markdown', bytes: Buffer.byteLength(notes) })
  expect(await client.next()).toMatchObject({ event: { name: 'tutor.document_added', value: { document } } })
  expect(textOf(await client.run('r1', 'Where does the Danube rise?'))).toMatch(/\[1\] My rivers\.md, line 3/)
})

test('WIRE-61 documents that are posted to one session at a time are each answered by their own summary', async () => {
  await using _stays = await TestSocket.open(`${gateway.ws}/ws/many`)
  const names = ['a.md', 'b.md', 'c.md', 'd.md', 'e.md']
  const responses = await Promise.all(names.map((name) => upload(`/sessions/many/documents?name=${name}`, `# ${name}\n\n${name} is a file.\n`)))
  const documents = await Promise.all(responses.map(async (response) => (await response.json()) as { name: string }))
  expect(documents.map(({ name }) => name)).toEqual(names)
})

test('WIRE-61 a PDF that comes in chunks, without its length, is added', async () => {
  const pdf = new Uint8Array(buildPdf({ pages: sampleLesson }))
  const response = await upload('/sessions/chunked/documents?name=lesson.pdf', stream(pdf, 1_000))
  expect([response.status, await response.json()]).toMatchObject([201, { kind: 'pdf', bytes: pdf.length, places: sampleLesson.length }])
})

test.for([
  ['a picture of 20 MB', '/sessions/1/documents?name=a.png', new Uint8Array(20_000_000).fill(0x89), 415, 'document_type_unsupported'],
  ['no bytes', '/sessions/1/documents?name=a.md', '', 422, 'document_empty'],
  ['a broken PDF', '/sessions/1/documents?name=a.pdf', '%PDF-1.7 and no more', 422, 'document_unreadable'],
  ['more bytes than a document may have', '/sessions/1/documents?name=a.md', new Uint8Array(limits.documentBytes + 1), 413, 'document_too_large'],
  ['no name', '/sessions/1/documents', notes, 400, 'message_invalid'],
  ['an over-long name', `/sessions/1/documents?name=${'x'.repeat(256)}`, notes, 400, 'message_invalid'],
  ['no client id', '/sessions//documents?name=a.md', notes, 400, 'client_id_invalid'],
  ['a client id with a slash', '/sessions/a%2Fb/documents?name=a.md', notes, 400, 'client_id_invalid'],
  ['another path', '/sessions/1/papers?name=a.md', notes, 404, 'not_found'],
] as const)('WIRE-61 %s is refused by its error, and nothing is left', async ([, path, body, status, code]) => {
  const response = await upload(path, body)
  expect([response.status, await response.json()]).toEqual([status, { code, message: expect.stringMatching(/\.$/), retryable: false }])
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0 }))
})

test('WIRE-61 a body that grows too large without having said its length is refused', async () => {
  const response = await upload('/sessions/1/documents?name=a.md', stream(new Uint8Array(limits.documentBytes + 1), 1_000_000))
  expect([response.status, await response.json()]).toMatchObject([413, { code: 'document_too_large' }])
})

test('WIRE-61 another method is refused and told the right one; HEAD gets no body', async () => {
  for (const [method, path, allowed] of [
    ['PUT', '/sessions/1/documents?name=a.md', 'POST'],
    ['GET', '/sessions/1/documents?name=a.md', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ] as const) {
    const response = await fetch(gateway.http + path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
  }
  const head = await fetch(`${gateway.http}/`, { method: 'HEAD' })
  expect([head.status, Number(head.headers.get('content-length')) > 0, await head.text()]).toEqual([200, true, ''])
})

test('WIRE-61 a client that goes away half-way leaves nothing, and the session does not hear of it', async () => {
  await using client = await NativeSocket.open(`${gateway.ws}/ws/half`)
  await client.next()
  const socket = connect(Number(new URL(gateway.http).port), '127.0.0.1')
  socket.write('POST /sessions/half/documents?name=a.md HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n')
  const [reply] = await once(socket, 'data')
  expect(String(reply)).toMatch(/^HTTP\/1\.1 100 /)
  await new Promise((written) => socket.write('# Half a docu', written))
  socket.destroy()
  await once(socket, 'close')
  expect(textOf(await client.run('r1', '/documents'))).toBe('You have no documents yet.')
  expect(await gateway.health()).toMatchObject({ connections: 1 })
})

test('WIRE-61 a client that goes away while its document is read leaves no connection', async () => {
  await using _stays = await TestSocket.open(`${gateway.ws}/ws/gone`)
  const leaving = new AbortController()
  const body = new Uint8Array(10_000_000).fill(0x20)
  const uploading = fetch(`${gateway.http}/sessions/gone/documents?name=a.md`, { method: 'POST', body, signal: leaving.signal })
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 2 }), { interval: 1, timeout: 10_000 })
  leaving.abort()
  await expect(uploading).rejects.toThrow('aborted')
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 1 }))
})

test('WIRE-61 a full server refuses the upload with 503, to be tried again', async () => {
  await using full = await openGateway({ maxSessions: 1, threads: 1 })
  await using _only = await TestSocket.open(`${full.ws}/ws/1`)
  const response = await fetch(`${full.http}/sessions/2/documents?name=a.md`, { method: 'POST', body: notes })
  expect([response.status, await response.json()]).toMatchObject([503, { code: 'server_overloaded', retryable: true }])
})
