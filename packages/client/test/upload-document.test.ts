import { randomBytes } from 'node:crypto'
import { limits, TutorError, type ClientMessage, type ErrorMessage } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { TutorConnection, uploadDocument, type WebSocketLike } from '../src/index.ts'
import { documentAdded, TutorServer, type Peer } from './tutor-server.ts'

const chunkBytes = 1000
const hello = { limits: { messageBytes: limits.messageBytes, documentBytes: limits.documentBytes, chunkBytes } }

function chunksOf(messages: readonly ClientMessage[]): Buffer[] {
  return messages.flatMap((message) => (message.type === 'upload_chunk' ? [Buffer.from(message.data, 'base64')] : []))
}

/** Answers an upload once all its bytes are there. */
function acceptUpload(peer: Peer): void {
  const upload = peer.received.find(({ type }) => type === 'upload')
  if (upload?.type !== 'upload') return
  if (Buffer.concat(chunksOf(peer.received)).length < upload.bytes) return
  peer.event(documentAdded('someone-elses-upload', 'theirs.md'))
  peer.event(documentAdded(upload.uploadId, upload.name))
}

function refusal(ref: string): ErrorMessage {
  return { type: 'error', ref, code: 'document_encrypted', message: 'It is locked.', retryable: false }
}

describe('uploadDocument', () => {
  it.each([0, 1, chunkBytes, 2 * chunkBytes + 345])('CLIENT-10 sends %i bytes in chunks that add up', async (size) => {
    await using server = await TutorServer.start({ hello, message: acceptUpload })
    await using connection = await TutorConnection.open(server.url)
    const bytes = randomBytes(size)
    const progress: number[] = []
    const onProgress = (sent: number) => progress.push(sent)
    const document = await uploadDocument(connection, { name: 'notes.md', bytes }, { onProgress })
    expect(document).toMatchObject({ name: 'notes.md', kind: 'markdown' })
    const { received } = await server.peer()
    expect(received[0]).toMatchObject({ type: 'upload', name: 'notes.md', bytes: size })
    expect(received.slice(1).map((message) => message.type === 'upload_chunk' && message.offset)).toEqual(
      Array.from({ length: Math.ceil(size / chunkBytes) }, (_, index) => index * chunkBytes),
    )
    expect(Buffer.concat(chunksOf(received))).toEqual(bytes)
    expect(progress.at(-1) ?? 0).toBe(size)
  })

  it('CLIENT-11 rejects with the error about it, not with one about another upload', async () => {
    await using server = await TutorServer.start({
      message(peer, message) {
        if (message.type !== 'upload') return
        peer.send({ ...refusal('another'), code: 'document_empty' })
        peer.send(refusal(message.uploadId))
      },
    })
    await using connection = await TutorConnection.open(server.url)
    const upload = uploadDocument(connection, { name: 'locked.pdf', bytes: randomBytes(10) })
    await expect(upload).rejects.toThrow(new TutorError('document_encrypted', 'It is locked.'))
  })

  it('CLIENT-12 CLIENT-11 waits while the buffer is full, and sends no more after an error', async () => {
    await using server = await TutorServer.start({ hello })
    const buffer = { size: 0 }
    class FullSocket extends WebSocket implements WebSocketLike {
      override get bufferedAmount(): number {
        return buffer.size
      }
    }
    await using connection = await TutorConnection.open(server.url, { WebSocket: FullSocket })
    const peer = await server.peer()
    const onProgress = (sent: number) => {
      if (sent === 3 * chunkBytes) buffer.size = 1024 * 1024 + 1
    }
    const upload = uploadDocument(connection, { name: 'long.txt', bytes: randomBytes(10 * chunkBytes) }, { onProgress })
    const { uploadId } = await peer.takes('upload')
    await connection.ping()
    expect(chunksOf(peer.received)).toHaveLength(3)
    peer.send(refusal(uploadId))
    await expect(upload).rejects.toMatchObject({ code: 'document_encrypted' })
    buffer.size = 0
    await connection.drained()
    await connection.ping()
    expect(chunksOf(peer.received)).toHaveLength(3)
  })

  it('CLIENT-13 stops at an abort with its reason', async () => {
    await using server = await TutorServer.start({ hello })
    await using connection = await TutorConnection.open(server.url)
    const controller = new AbortController()
    const upload = uploadDocument(connection, { name: 'a.txt', bytes: randomBytes(10) }, controller)
    await (await server.peer()).takes('upload_chunk')
    controller.abort(new Error('enough'))
    await expect(upload).rejects.toThrow('enough')
    const another = uploadDocument(connection, { name: 'b.txt', bytes: randomBytes(10) }, controller)
    await expect(another).rejects.toThrow('enough')
  })

  it('CLIENT-6 an upload that waits is rejected when the socket closes', async () => {
    await using server = await TutorServer.start()
    await using connection = await TutorConnection.open(server.url)
    const upload = uploadDocument(connection, { name: 'a.txt', bytes: randomBytes(10) })
    const peer = await server.peer()
    await peer.takes('upload_chunk')
    peer.socket.close(1011)
    await expect(upload).rejects.toMatchObject({ code: 'connection_closed', close: { name: 'internalError' } })
  })
})
