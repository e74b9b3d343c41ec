import { randomBytes } from 'node:crypto'
import { limits, TutorError, type ClientMessage, type ErrorMessage } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { TutorConnection, uploadDocument, type WebSocketLike } from '../src/index.ts'
import { FakeClock } from './fake-clock.ts'
import { Recorder } from './recorder.ts'
import { documentAdded, TutorServer, type Peer } from './tutor-server.ts'

const chunkBytes = 10_000
const hello = { limits: { messageBytes: limits.messageBytes, documentBytes: limits.documentBytes, chunkBytes } }

function chunksOf(messages: readonly ClientMessage[]): Buffer[] {
  return messages.flatMap((message) => (message.type === 'upload_chunk' ? [Buffer.from(message.data, 'base64')] : []))
}

/** Answers an upload once all its bytes are there. */
function acceptUpload(peer: Peer, uploadId?: string): void {
  const upload = peer.received.findLast(({ type }) => type === 'upload')
  if (upload?.type !== 'upload' || (uploadId !== undefined && uploadId !== upload.uploadId)) return
  const chunks = peer.received.filter((one) => one.type === 'upload_chunk' && one.uploadId === upload.uploadId)
  if (Buffer.concat(chunksOf(chunks)).length < upload.bytes) return
  peer.event(documentAdded('someone-elses-upload', 'theirs.md'))
  peer.event(documentAdded(upload.uploadId, upload.name))
}

function refusal(ref: string): ErrorMessage {
  return { type: 'error', ref, code: 'document_encrypted', message: 'It is locked.', retryable: false }
}

describe('uploadDocument', () => {
  it.each([0, 1, chunkBytes, 2 * chunkBytes + 345])('CLIENT-10 sends %i bytes in chunks that add up', async (size) => {
    await using server = await TutorServer.start({ hello, message: (peer) => acceptUpload(peer) })
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
    const peer = await server.peer()
    await peer.takes('upload_chunk')
    controller.abort(new Error('enough'))
    await expect(upload).rejects.toThrow('enough')
    const { uploadId } = await peer.takes('upload')
    expect(await peer.takes('upload_abort')).toEqual({ type: 'upload_abort', uploadId })
    const another = uploadDocument(connection, { name: 'b.txt', bytes: randomBytes(10) }, controller)
    await expect(another).rejects.toThrow('enough')
  })

  it('CLIENT-6 an upload that waits is rejected when the connection ends', async () => {
    await using server = await TutorServer.start()
    await using connection = await TutorConnection.open(server.url)
    const upload = uploadDocument(connection, { name: 'a.txt', bytes: randomBytes(10) })
    const peer = await server.peer()
    await peer.takes('upload_chunk')
    peer.socket.close(1011, 'session_damaged')
    await expect(upload).rejects.toMatchObject({ code: 'connection_closed', close: { reason: 'session_damaged' } })
  })

  it('CLIENT-34 starts again under a new id after a lost socket and after a recovery', async () => {
    const uploads: string[] = []
    await using server = await TutorServer.start({
      hello,
      message(peer, message) {
        if (message.type === 'resume') peer.send({ type: 'resumed', epoch: 1, seq: 0, head: 0 })
        if (message.type === 'upload') uploads.push(message.uploadId)
        if (message.type !== 'upload_chunk') return
        if (uploads.length === 1) return peer.socket.terminate()
        if (uploads.length > 2) return acceptUpload(peer, uploads.at(-1))
        if (message.offset > 0) return
        peer.send({ type: 'recovering' })
        peer.send(peer.hello)
      },
    })
    await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
    const progress: number[] = []
    const onProgress = (sent: number) => progress.push(sent)
    const bytes = randomBytes(3 * chunkBytes)
    const document = await uploadDocument(connection, { name: 'notes.md', bytes }, { onProgress })
    expect(document).toMatchObject({ name: 'notes.md' })
    expect(new Set(uploads).size).toBe(3)
    expect(progress.slice(-3)).toEqual([chunkBytes, 2 * chunkBytes, 3 * chunkBytes])
    expect(progress.filter((sent) => sent === chunkBytes).length).toBeGreaterThan(1)
  })

  it('CLIENT-34 counts an attempt that had arrived after all, and drops the one that is under way', async () => {
    const ids: string[] = []
    await using server = await TutorServer.start({
      hello,
      message(peer, message) {
        if (message.type === 'resume') peer.send({ type: 'resumed', epoch: 1, seq: 0, head: 0 })
        if (message.type !== 'upload') return
        ids.push(message.uploadId)
        if (ids.length === 1) peer.socket.terminate()
        else peer.event(documentAdded(ids[0] ?? '', 'notes.md'))
      },
    })
    await using connection = await TutorConnection.open(server.url, { backoff: { firstMs: 1 } })
    await server.peer()
    await uploadDocument(connection, { name: 'notes.md', bytes: randomBytes(10) })
    expect(await (await server.peer()).takes('upload_abort')).toEqual({ type: 'upload_abort', uploadId: ids[1] })
  })

  it('CLIENT-34 waits for a connection where there is none', async () => {
    await using server = await TutorServer.start({
      hello,
      message(peer, message) {
        if (message.type === 'resume') peer.send({ type: 'resumed', epoch: 1, seq: 0, head: 0 })
        else acceptUpload(peer)
      },
    })
    const clock = new FakeClock()
    const recorder = new Recorder()
    await using connection = await TutorConnection.open(server.url, { clock, listener: recorder })
    const peer = await server.peer()
    peer.socket.terminate()
    await recorder.reaches('offline')
    const upload = uploadDocument(connection, { name: 'notes.md', bytes: randomBytes(10) })
    clock.advance(250)
    expect(await upload).toMatchObject({ name: 'notes.md' })
    expect((await server.peer()).received.map(({ type }) => type)).toEqual(['resume', 'upload', 'upload_chunk'])
  })
})
