import { expect, test } from 'vitest'
import { PageStorage } from '../src/storage/page-storage.ts'
import { MemoryStorage } from './storages.ts'

test('WEB-1 a text is kept, changed, found by the beginning of its key, and removed', () => {
  const browser = new MemoryStorage()
  const storage = new PageStorage(() => browser)
  expect([storage.set('a.1', 'one'), storage.set('a.1', 'uno'), storage.set('b', 'two')]).toEqual([true, true, true])
  expect([storage.get('a.1'), new PageStorage(() => browser).get('b'), storage.keys('a.')]).toEqual(['uno', 'two', ['a.1']])
  storage.remove('a.1')
  expect([storage.get('a.1'), browser.length]).toEqual([undefined, 1])
})

test('WEB-1 where there is no room, or no storage is allowed, a text lives as long as the page, and that is told', () => {
  const full = new PageStorage(() => new MemoryStorage(0))
  const forbidden = new PageStorage(() => {
    throw new DOMException('Access is denied.', 'SecurityError')
  })
  for (const storage of [full, forbidden]) {
    expect(storage.set('a', 'text')).toBe(false)
    expect([storage.get('a'), storage.keys('')]).toEqual(['text', ['a']])
    storage.remove('a')
    expect(storage.get('a')).toBeUndefined()
  }
})

test('WEB-1 an older text does not come back when there was no room for the newer one', () => {
  const browser = new MemoryStorage()
  const storage = new PageStorage(() => browser)
  storage.set('draft', 'old')
  browser.room = 0
  expect(storage.set('draft', 'new')).toBe(false)
  expect([storage.get('draft'), new PageStorage(() => browser).get('draft')]).toEqual(['new', undefined])
})
