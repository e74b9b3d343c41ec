import { limits, type ServerMessage } from '@tutor/protocol'
import { MemoryStore } from '@tutor/storage'
import { expect, test } from 'vitest'
import { UploadRoom } from '../src/index.ts'
import { openSession, type TestSession, type Watcher } from './open-session.ts'

const megabyte = 1024 * 1024

function send(watcher: Watcher, uploadId: string, { bytes, of = limits.documentBytes }: { readonly bytes: number; readonly of?: number }): void {
  watcher.attachment.receive({ type: 'upload', uploadId, name: 'a.md', bytes: of })
  const data = Buffer.alloc(bytes, 0x20).toString('base64')
  watcher.attachment.receive({ type: 'upload_chunk', uploadId, offset: 0, data })
}

function errorsOf({ messages }: Watcher): Extract<ServerMessage, { type: 'error' }>[] {
  return messages.filter((message) => message.type === 'error')
}

/** A session on a thread that may hold so much. */
async function openOn(room: UploadRoom): Promise<TestSession> {
  return openSession(new MemoryStore(), [], { uploadRoom: room })
}

test('F3 WIRE-85 the bytes that arrive in a session are bounded over all its connections; what is dropped makes room', async () => {
  const { watch } = await openOn(new UploadRoom(1024 * megabyte))
  const [first, second, third] = [watch(), watch(), watch()]
  send(first, '1', { bytes: 31 * megabyte })
  send(second, '2', { bytes: 31 * megabyte })
  send(third, '3', { bytes: 3 * megabyte })
  expect(errorsOf(third)).toEqual([{ type: 'error', code: 'upload_limit', message: expect.any(String), retryable: true, retryAfterMs: 5_000, ref: '3' }])
  third.attachment.receive({ type: 'upload_abort', uploadId: '3' })
  expect(errorsOf(third).at(-1)).toMatchObject({ code: 'upload_unknown' })

  first.attachment.receive({ type: 'upload_abort', uploadId: '1' })
  send(third, '4', { bytes: 3 * megabyte })
  second.attachment.detach()
  send(third, '5', { bytes: 31 * megabyte })
  expect(errorsOf(third)).toHaveLength(2)
})

test('F3 WIRE-85 so are those of all sessions of a thread, and a session that ends gives back what it held', async () => {
  const room = new UploadRoom(10 * megabyte)
  const [one, other] = [await openOn(room), await openOn(room)]
  const watcher = other.watch()
  send(one.watch(), '1', { bytes: 8 * megabyte })
  send(watcher, '2', { bytes: 8 * megabyte })
  expect(errorsOf(watcher)).toMatchObject([{ code: 'upload_limit', ref: '2' }])
  await one.session.close()
  send(watcher, '3', { bytes: 8 * megabyte })
  expect(errorsOf(watcher)).toHaveLength(1)
})

test('F3 WIRE-85 a document that was read, or could not be, holds nothing any more', async () => {
  const { watch } = await openOn(new UploadRoom(10 * megabyte))
  const watcher = watch()
  for (const uploadId of ['1', '2', '3']) {
    send(watcher, uploadId, { bytes: 8 * megabyte, of: 8 * megabyte })
    expect(await watcher.until((message) => message.type === 'error' && message.ref === uploadId)).toMatchObject({ code: 'document_empty' })
    await new Promise(setImmediate)
  }
})

test('F3 WIRE-85 chunks without bytes add nothing, and single bytes count as more than they are', async () => {
  const { watch } = await openOn(new UploadRoom(10 * 1024))
  const watcher = watch()
  send(watcher, '1', { bytes: 0 })
  for (let i = 0; i < 1_000; i++) watcher.attachment.receive({ type: 'upload_chunk', uploadId: '1', offset: 0, data: '' })
  expect(errorsOf(watcher)).toEqual([])
  let sent = 0
  while (errorsOf(watcher).length === 0) watcher.attachment.receive({ type: 'upload_chunk', uploadId: '1', offset: sent++, data: 'AA==' })
  expect(sent).toBeLessThan(100)
})
