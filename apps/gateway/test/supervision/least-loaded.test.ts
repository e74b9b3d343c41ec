import { expect, test } from 'vitest'
import { leastLoaded, type Load } from '../../src/supervision/least-loaded.ts'

const free: Load = { utilisation: 0.5, silentMs: 0 }
const busy: Load = { utilisation: 0.8, silentMs: 0 }
const silent: Load = { utilisation: 0, silentMs: 501 }

/** The thread that is chosen among threads with so many sessions and this load, by its place in the list. */
function choose(...threads: readonly (readonly [currentUsage: number, load: Load | undefined])[]): number | undefined {
  const places = threads.map(([currentUsage], id) => ({ id, currentUsage }))
  return leastLoaded(places, 10, (id) => threads[id]?.[1])?.id
}

test('a session goes where the fewest are', () => {
  expect(choose([3, free], [2, free], [4, free])).toBe(1)
  expect(choose([3, free], [0, undefined])).toBe(1)
})

test('a busy thread is left alone while another is not, and a silent one while any other has room', () => {
  expect(choose([0, busy], [9, free])).toBe(1)
  expect(choose([0, silent], [9, busy])).toBe(1)
  expect(choose([3, busy], [2, busy], [0, silent])).toBe(1)
  expect(choose([0, silent], [10, free])).toBe(0)
})

test('where all threads are full, nobody is chosen', () => {
  expect(choose([10, free], [10, silent])).toBeUndefined()
})
