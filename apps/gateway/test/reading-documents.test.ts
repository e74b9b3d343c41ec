import type { DocumentPart, DocumentSummary, OutlineEntry } from '@tutor/protocol'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import { afterAll, expect, test, vi } from 'vitest'
import { tokenOf, tokenSettings } from './identity-provider.ts'
import { NativeSocket, openGateway } from './test-gateway.ts'

const gateway = await openGateway({ agent: 'tutor', threads: 1, store: 'sqlite' })
afterAll(() => gateway[Symbol.asyncDispose]())

const pdf = buildPdf({ pages: sampleLesson })

async function add(client: string, name: string, bytes: Uint8Array): Promise<DocumentSummary> {
  const response = await fetch(`${gateway.http}/sessions/${client}/documents?name=${name}`, { method: 'POST', body: new Blob([new Uint8Array(bytes)]) })
  return (await response.json()) as DocumentSummary
}

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(gateway.http + path)
  return { status: response.status, body: await response.json() }
}

test('WIRE-110 WIRE-111 WIRE-113 a document is read in parts, with its places and headings, over the socket and over HTTP, also of a session that sleeps', async () => {
  const { id, addedAt } = await add('anna', 'lesson.pdf', pdf)
  expect(addedAt).toBeGreaterThan(Date.now() - 60_000)
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0, sessions: 0 }))
  const whole = (await get(`/sessions/anna/documents/${id}`)).body as DocumentPart
  expect([whole.start, whole.text.length, whole.place, whole.breaks.length]).toEqual([0, whole.length, { page: 1 }, 3])
  const { sections } = (await get(`/sessions/anna/documents/${id}/outline`)).body as { sections: readonly OutlineEntry[] }
  expect(sections.map(({ title, start }) => whole.text.slice(start, start + title.length))).toEqual(sections.map(({ title }) => title))
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  await client.next()
  const parts: string[] = []
  for (let start = 0; start < whole.length; start += 700) {
    client.send({ type: 'read', requestId: `r${start}`, documentId: id, start, length: 700 })
    const read = await client.next()
    if (read.type !== 'document_text') throw new Error(read.type)
    parts.push(read.part.text)
    expect(read).toMatchObject({ requestId: `r${start}`, part: { start, length: whole.length, breaks: whole.breaks.filter((each) => each > start && each < start + 700) } })
  }
  expect(parts.join('')).toBe(whole.text)
  client.send({ type: 'outline', requestId: 'o', documentId: id })
  expect(await client.next()).toEqual({ type: 'document_outline', requestId: 'o', sections })
})

test('WIRE-110 a long document comes 32,768 characters at a time', async () => {
  const text = `${'Water moves by osmosis. '.repeat(4_000)}The end.`
  const { id } = await add('long', 'long.txt', Buffer.from(text))
  expect((await get(`/sessions/long/documents/${id}`)).body).toMatchObject({ length: text.length, text: text.slice(0, 32_768) })
  expect((await get(`/sessions/long/documents/${id}?start=96000&length=32768`)).body).toMatchObject({ start: 96_000, text: 'The end.' })
  expect((await get(`/sessions/long/documents/${id}?start=9007199254740991`)).body).toMatchObject({ start: text.length, text: '' })
})

test('WIRE-112 I10 a document of another session is as unknown as none at all', async () => {
  const { id } = await add('owner', 'secret.txt', Buffer.from('The treasure lies under the lime tree.'))
  const foreign = await get(`/sessions/other/documents/${id}`)
  expect(foreign).toMatchObject({ status: 404, body: { code: 'document_unknown' } })
  expect(await get(`/sessions/other/documents/none`)).toEqual(foreign)
  expect(await get(`/sessions/other/documents/${id}/outline`)).toEqual(foreign)
  await using client = await NativeSocket.open(`${gateway.ws}/ws/other`)
  await client.next()
  client.send({ type: 'read', requestId: 'r', documentId: id, start: 0 })
  expect(await client.next()).toMatchObject({ type: 'error', code: 'document_unknown', ref: 'r' })
})

test('WIRE-112 four requests wait beside each other and no more', async () => {
  const { id } = await add('greedy', 'lesson.pdf', pdf)
  await vi.waitFor(async () => expect(await gateway.health()).toMatchObject({ connections: 0, sessions: 0 }))
  await using client = await NativeSocket.open(`${gateway.ws}/ws/greedy`)
  await client.next()
  for (let request = 0; request < 5; request++) client.send({ type: 'read', requestId: `r${request}`, documentId: id, start: 0, length: 1 })
  const refused = await client.next()
  expect(refused).toMatchObject({ type: 'error', code: 'read_limit', ref: 'r4', retryable: true })
  const answers = [await client.next(), await client.next(), await client.next(), await client.next()]
  expect(answers.map((message) => ('requestId' in message ? message.requestId : message.type)).toSorted()).toEqual(['r0', 'r1', 'r2', 'r3'])
})

test.for([
  ['GET', '/sessions/a%2Fb/documents/d', 400, 'client_id_invalid'],
  ['GET', '/sessions/a/documents/d?start=-1', 400, 'message_invalid'],
  ['GET', '/sessions/a/documents/d?start=1e3', 400, 'message_invalid'],
  ['GET', '/sessions/a/documents/d?length=0', 400, 'message_invalid'],
  ['GET', '/sessions/a/documents/d?length=32769', 400, 'message_invalid'],
  ['GET', `/sessions/a/documents/${'d'.repeat(129)}`, 400, 'message_invalid'],
  ['DELETE', '/sessions/a/documents/d', 405, 'method_not_allowed'],
  ['GET', '/sessions/a/documents/d/e', 404, 'not_found'],
] as const)('WIRE-113 %s %s is refused', async ([method, path, status, code]) => {
  const response = await fetch(gateway.http + path, { method })
  expect([response.status, await response.json()]).toMatchObject([status, { code }])
})

test('WIRE-113 S2 nobody but the learner reads it, and from no page that is not on the list', async () => {
  await using guarded = await openGateway({ auth: tokenSettings, threads: 1, agent: 'tutor', store: 'sqlite' })
  const authorization = async (sub: string) => ({ Authorization: `Bearer ${await tokenOf({ sub })}` })
  const added = await fetch(`${guarded.http}/sessions/anna/documents?name=a.txt`, { method: 'POST', body: 'Water moves by osmosis.', headers: await authorization('anna') })
  const url = `${guarded.http}/sessions/anna/documents/${((await added.json()) as DocumentSummary).id}`
  expect((await fetch(url)).status).toBe(401)
  expect((await fetch(url, { headers: await authorization('ben') })).status).toBe(403)
  expect((await fetch(url, { headers: { ...(await authorization('anna')), Origin: 'https://elsewhere.example' } })).status).toBe(403)
  const response = await fetch(url, { headers: await authorization('anna') })
  expect([response.status, response.headers.get('cache-control'), await response.json()]).toMatchObject([200, 'no-store', { text: 'Water moves by osmosis.' }])
})
