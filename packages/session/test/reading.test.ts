import { createHash } from 'node:crypto'
import { MemoryStore } from '@tutor/storage'
import { expect, test } from 'vitest'
import { isEvent, openSession } from './open-session.ts'

/** A store whose blobs come when they are let go. */
class SlowBlobs extends MemoryStore {
  readonly #gate = Promise.withResolvers<void>()
  readonly #asked = Promise.withResolvers<void>()

  get asked(): Promise<void> {
    return this.#asked.promise
  }

  letGo(): void {
    this.#gate.resolve()
  }

  override async readBlob(hash: string): Promise<Uint8Array | undefined> {
    this.#asked.resolve()
    await this.#gate.promise
    return super.readBlob(hash)
  }
}

const text = 'Water moves by osmosis.'
const documentId = createHash('sha256').update(text).digest('hex')

async function sessionWithDocument() {
  const store = new SlowBlobs()
  const before = await openSession(store)
  const writer = before.watch()
  writer.attachment.receive({ type: 'upload', uploadId: 'u', name: 'water.txt', bytes: text.length })
  writer.attachment.receive({ type: 'upload_chunk', uploadId: 'u', offset: 0, data: btoa(text) })
  await writer.until(isEvent('tutor.document_added'))
  await before.session.close()
  return { store, opened: await openSession(store) }
}

test('WIRE-112 a session does not sleep while somebody waits for a document that has to be loaded', async () => {
  const { store, opened } = await sessionWithDocument()
  const reader = opened.watch()
  expect(opened.session.isIdle).toBe(true)
  reader.attachment.receive({ type: 'read', requestId: 'r', documentId, start: 6, length: 5 })
  await store.asked
  expect(opened.session.isIdle).toBe(false)
  store.letGo()
  expect(await reader.until(({ type }) => type === 'document_text')).toEqual({ type: 'document_text', requestId: 'r', part: { documentId, start: 6, text: 'moves', length: text.length, place: { line: 1 }, breaks: [] } })
  await new Promise(setImmediate)
  expect(opened.session.isIdle).toBe(true)
  expect(opened.faults).toEqual([])
})

test('WIRE-112 a session that ends meanwhile says nothing, and that is no fault', async () => {
  const { store, opened } = await sessionWithDocument()
  const reader = opened.watch()
  reader.attachment.receive({ type: 'outline', requestId: 'o', documentId })
  await store.asked
  await opened.session.close()
  store.letGo()
  await new Promise(setImmediate)
  expect(reader.types()).toEqual(['hello'])
  expect(opened.faults).toEqual([])
})
