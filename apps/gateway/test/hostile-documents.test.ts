import { buildPdf, buildPdfBomb, sampleLesson } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { NativeSocket, openGateway, textOf } from './test-gateway.ts'

const text = (content: string): Uint8Array => Buffer.from(content)

test('S11 WIRE-91 a bomb in a PDF harms nobody: its sender is told, nothing is left of it, others and their documents go on', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using sender = await NativeSocket.open(`${gateway.ws}/ws/sender`)
  await using bystander = await NativeSocket.open(`${gateway.ws}/ws/bystander`)
  await using other = await NativeSocket.open(`${gateway.ws}/ws/other`)
  const blown = sender.upload('bomb', 'bomb.pdf', buildPdfBomb('run-length', 4096))
  // Behind the bomb in the line of the one reader.
  const added = other.upload('lesson', 'lesson.pdf', buildPdf({ pages: sampleLesson }))
  expect(textOf(await bystander.run('r1', '/documents'))).toBe('You have no documents yet.')
  expect(await blown).toMatchObject({ type: 'error', code: 'document_unreadable', ref: 'bomb' })
  expect(await added).toMatchObject({ event: { name: 'tutor.document_added' } })
  expect(textOf(await sender.run('r2', '/documents'))).toBe('You have no documents yet.')
})

test('S11 WIRE-90 a name that is a path is told as its last part', async () => {
  await using gateway = await openGateway({ agent: 'tutor', threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  const told = await client.upload('u', '../../../etc/notes\u202E.md', text('# Osmosis'))
  expect(told).toMatchObject({ event: { name: 'tutor.document_added', value: { uploadId: 'u', document: { name: 'notes.md' } } } })
})
