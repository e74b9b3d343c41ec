import { expect, test } from 'vitest'
import { HeldStore } from './held-store.ts'
import { openSession } from './open-session.ts'

test('S15 nobody who watches a session sees the text of the error with which its store fails', async () => {
  const store = new HeldStore()
  const failed = Promise.withResolvers<unknown>()
  const anna = (await openSession(store, [], { failed: failed.resolve })).watch()
  const broken = new Error('INSERT INTO record (session, seq) VALUES (?, ?): SQLITE_FULL')
  store.hold(Promise.reject(broken))
  anna.ask('r1', 'Hello')
  expect(await anna.until(({ type }) => type === 'error')).toMatchObject({ code: 'run_failed', ref: 'r1' })
  expect(await failed.promise).toBe(broken)
  expect(JSON.stringify(anna.messages)).not.toMatch(/INSERT|SQLITE/)
})
