import { TutorError } from '@tutor/protocol'
import { MemoryStore } from '@tutor/storage'
import { say, stall } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { isEvent, openSession } from './open-session.ts'

class StubbornStore extends MemoryStore {
  override erase(): Promise<void> {
    return Promise.reject(new TutorError('storage_unavailable'))
  }
}

const erase = { type: 'erase', requestId: 'e1' } as const

test('SESSION-19 WIRE-102 an erased session is gone, with what was being said, and ends once', async () => {
  const store = new MemoryStore()
  const opened = await openSession(store, [[say('Half of an answer'), stall()]])
  const watcher = opened.watch()
  watcher.ask('r1', 'Tell me a story')
  await watcher.until(isEvent('TEXT_MESSAGE_CONTENT'))
  const failed = Promise.withResolvers<unknown>()
  opened.failures.push = (error: unknown) => (failed.resolve(error), 1)
  watcher.attachment.receive(erase)
  watcher.attachment.receive(erase)
  expect(await failed.promise).toMatchObject({ code: 'session_erased' })
  expect(await store.read('anna', 0, Infinity)).toEqual([])
  await opened.session.close()
  const again = await openSession(store)
  expect(await again.watch().until(({ type }) => type === 'hello')).toMatchObject({ seq: 0, documents: [] })
  expect(opened.faults).toEqual([])
})

test('SESSION-19 where it cannot be erased the asker is told, and it is all there for the next owner', async () => {
  const store = new StubbornStore()
  const opened = await openSession(store, [[say('One.')]])
  const [asker, other] = [opened.watch(), opened.watch()]
  asker.ask('r1', 'Hello')
  await asker.until(isEvent('RUN_FINISHED'))
  asker.attachment.receive(erase)
  expect(await asker.until(({ type }) => type === 'error')).toMatchObject({ code: 'storage_unavailable', ref: 'e1' })
  await new Promise(setImmediate)
  expect(opened.failures).toMatchObject([{ code: 'storage_unavailable' }])
  expect(other.types()).not.toContain('error')
  const again = await openSession(store)
  expect(await again.watch().until(({ type }) => type === 'hello')).toMatchObject({ seq: expect.any(Number) })
})
