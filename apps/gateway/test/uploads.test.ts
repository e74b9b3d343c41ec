import { buildDocx, buildPdf, buildPdfWithoutText, buildPptx, sampleLesson, truncate } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { NativeSocket, openGateway, textOf } from './test-gateway.ts'

const text = (content: string): Uint8Array => Buffer.from(content)

test.for([
  ['an encrypted PDF', 'locked.pdf', buildPdf({ pages: sampleLesson, password: 'secret' }), 'document_encrypted'],
  ['a PDF that broke off', 'broken.pdf', truncate(buildPdf({ pages: sampleLesson }), 0.5).fill(0, 40), 'document_unreadable'],
  ['a scanned PDF', 'scan.pdf', buildPdfWithoutText(2), 'document_without_text'],
  ['an empty document', 'empty.md', text(''), 'document_empty'],
  ['a document of blanks', 'blank.txt', text(' \n\n '), 'document_empty'],
  ['a picture', 'picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]), 'document_type_unsupported'],
] as const)('WIRE-28 %s is refused with a named error, and the session goes on', async ([, name, bytes, code]) => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  expect(await client.upload('u1', name, bytes)).toMatchObject({ type: 'error', code, ref: 'u1' })
  expect(textOf(await client.run('r1', '/documents'))).toBe('You have no documents yet.')
})

test('WIRE-44 chunks out of order, over the announced size or without an upload are refused, and nothing is left', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const chunk = (uploadId: string, offset: number, data: string): void =>
    client.send({ type: 'upload_chunk', uploadId, offset, data: Buffer.from(data).toString('base64') })
  const error = async (): Promise<unknown> => client.next()

  chunk('nobody', 0, 'x')
  expect(await error()).toMatchObject({ code: 'upload_unknown', ref: 'nobody' })
  client.send({ type: 'upload', uploadId: 'gap', name: 'a.txt', bytes: 10 })
  chunk('gap', 5, 'later')
  expect(await error()).toMatchObject({ code: 'upload_out_of_order', ref: 'gap' })
  chunk('gap', 0, 'first')
  expect(await error()).toMatchObject({ code: 'upload_unknown', ref: 'gap' })
  client.send({ type: 'upload', uploadId: 'more', name: 'a.txt', bytes: 3 })
  chunk('more', 0, 'four')
  expect(await error()).toMatchObject({ code: 'upload_out_of_order', ref: 'more' })
  client.send({ type: 'upload', uploadId: 'huge', name: 'a.txt', bytes: 500_000_000 })
  expect(await error()).toMatchObject({ code: 'document_too_large', ref: 'huge' })

  for (let i = 0; i < 5; i++) client.send({ type: 'upload', uploadId: `open${i}`, name: 'a.txt', bytes: 3 })
  expect(await error()).toMatchObject({ code: 'upload_limit', ref: 'open4' })
  client.send({ type: 'upload', uploadId: 'open0', name: 'a.txt', bytes: 3 })
  expect(await error()).toMatchObject({ code: 'upload_id_used', ref: 'open0' })
  expect(textOf(await client.run('r1', '/documents'))).toBe('You have no documents yet.')
})

test('WIRE-60 an upload can be dropped; its id is free again, and there is nothing to drop twice', async () => {
  await using gateway = await openGateway({ agent: 'tutor' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  client.send({ type: 'upload', uploadId: 'u1', name: 'a.md', bytes: 1000 })
  client.send({ type: 'upload_chunk', uploadId: 'u1', offset: 0, data: Buffer.from('half').toString('base64') })
  client.send({ type: 'upload_abort', uploadId: 'u1' })
  client.send({ type: 'upload_abort', uploadId: 'u1' })
  expect(await client.next()).toMatchObject({ type: 'error', code: 'upload_unknown', ref: 'u1' })
  expect(await client.upload('u1', 'a.md', Buffer.from('# A\n\nAlpha.'))).toMatchObject({ event: { name: 'tutor.document_added' } })
})

test('WIRE-28 a Word document is cited by paragraph, a presentation by slide, and an old one is told what to do', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.upload('u1', 'notes.docx', buildDocx(['# Rivers', 'The Danube rises in the Black Forest.']))
  await client.upload('u2', 'talk.pptx', buildPptx([{ title: 'Fire' }, { title: 'Etna', lines: ['Etna is a volcano on Sicily.'] }]))
  expect(textOf(await client.run('r1', '/documents'))).toBe('- notes.docx (2 paragraphs)\n- talk.pptx (2 slides)')
  expect(textOf(await client.run('r2', 'Where does the Danube rise?'))).toMatch(/\[1\] notes\.docx, paragraph 2: “The Danube/)
  expect(textOf(await client.run('r3', 'On which island is the volcano Etna?'))).toMatch(/\[1\] talk\.pptx, slide 2: /)
  const refused = await client.upload('u3', 'old.doc', text('anything'))
  expect(refused).toMatchObject({ type: 'error', code: 'document_type_unsupported', message: expect.stringContaining('Save it as docx') as string, ref: 'u3' })
})

test('WIRE-28 Markdown and text are cited by line, and a second connection is told of them', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await using other = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await Promise.all([client.next(), other.next()])
  await client.upload('u1', 'notes.md', text('# Rivers\n\nThe Danube rises in the Black Forest.\n\nIt flows into the Black Sea.\n'))
  expect(await other.next()).toMatchObject({ type: 'event', seq: 1, event: { name: 'tutor.document_added', value: { document: { name: 'notes.md', kind: 'markdown' } } } })
  await client.upload('u2', 'more.txt', text('Volcanoes form where plates meet.\nEtna is a volcano on Sicily.\n'))
  expect(textOf(await client.run('r1', 'Where does the Danube rise?'))).toMatch(/\[1\] notes\.md, line 3: “The Danube rises in the Black Forest\.”/)
  expect(textOf(await client.run('r2', 'On which island is the volcano Etna?'))).toMatch(/\[1\] more\.txt, line 2: /)
  expect(textOf(await client.run('r3', '/remove notes.md'))).toBe('Removed “notes.md”.')
  expect(textOf(await client.run('r4', 'Where does the Danube rise?'))).toMatch(/^That is not in your material\./)
})
