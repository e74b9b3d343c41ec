import type { DocumentPart } from '@tutor/protocol'
import { expect, it } from 'vitest'
import { outlineDocument, readDocument, TutorConnection } from '../src/index.ts'
import { TutorServer } from './tutor-server.ts'

const part: DocumentPart = { documentId: 'd', start: 3, text: 'Osmosis', length: 20, place: { page: 2 }, breaks: [] }
const sections = [{ title: 'Water', place: { page: 1 }, start: 0 }]

it('CLIENT-47 gives the part and the headings that answer it, also where the connection is lost meanwhile', async () => {
  let asked = 0
  await using server = await TutorServer.start({
    message(peer, message) {
      if (message.type === 'resume') peer.send({ type: 'resumed', epoch: message.epoch, seq: message.seq, head: message.seq })
      if (message.type === 'outline') {
        peer.send({ type: 'document_outline', requestId: 'another', sections: [] })
        peer.send({ type: 'document_outline', requestId: message.requestId, sections })
      }
      if (message.type !== 'read') return
      expect(message).toMatchObject({ documentId: 'd', start: 3, length: 7 })
      if (++asked === 1) peer.socket.terminate()
      else peer.send({ type: 'document_text', requestId: message.requestId, part })
    },
  })
  await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
  expect(await readDocument(connection, { documentId: 'd', start: 3, length: 7 })).toEqual(part)
  expect(await outlineDocument(connection, 'd')).toEqual(sections)
})

it('CLIENT-47 rejects with the error about it', async () => {
  await using server = await TutorServer.start({
    message(peer, message) {
      if ('documentId' in message) peer.send({ type: 'error', ref: message.requestId, code: 'document_unknown', message: 'No.', retryable: false })
    },
  })
  await using connection = await TutorConnection.open(server.url)
  await expect(readDocument(connection, { documentId: 'd', start: 0 })).rejects.toMatchObject({ code: 'document_unknown' })
  await expect(outlineDocument(connection, 'd')).rejects.toMatchObject({ code: 'document_unknown' })
})
