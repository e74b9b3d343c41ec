import { expect, test } from 'vitest'
import { FaultBook } from '../../src/admin/fault-book.ts'

test('ADMIN-9 what is alike is counted, the newest comes first, and of too many that differ the oldest is forgotten', () => {
  let now = 0
  const book = new FaultBook(() => ++now)
  book.record({ kind: 'refused', code: 'rate_limited' })
  book.record({ kind: 'session', code: 'session_failed', client: 'anna' })
  book.record({ kind: 'refused', code: 'rate_limited' })
  expect(book.all).toEqual([
    { kind: 'refused', code: 'rate_limited', count: 2, at: 3 },
    { kind: 'session', code: 'session_failed', client: 'anna', count: 1, at: 2 },
  ])
  for (let thread = 1; thread < 100; thread++) book.record({ kind: 'thread', code: 'hung', threadId: thread })
  expect(book.all).toHaveLength(100)
  expect(book.all.at(-1)).toMatchObject({ code: 'rate_limited', count: 2 })
})
