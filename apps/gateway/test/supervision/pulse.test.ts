import { expect, test } from 'vitest'
import { Pulse } from '../../src/supervision/pulse.ts'
import { findSuspect } from '../../src/supervision/find-suspect.ts'

test('the other side of a pulse sees the beats and what the thread holds, beyond 2 GiB too', () => {
  const pulse = new Pulse()
  const seen = new Pulse(pulse.memory)
  pulse.beat({ sessions: 3, heapUsed: 10 * 1024 ** 3, external: 2048 })
  pulse.beat({ sessions: 4, heapUsed: 10 * 1024 ** 3, external: 4096 })
  expect(seen.beats).toBe(2)
  expect(seen.vitality).toEqual({ sessions: 4, heapUsed: 10 * 1024 ** 3, external: 4096 })
})

test('the session whose code runs is named, else the one whose turn is the only one that waits', () => {
  const pulse = new Pulse()
  const seen = new Pulse(pulse.memory)
  const suspect = (): number => findSuspect(seen, 'hung')
  expect(suspect()).toBe(0)
  pulse.enter(7)
  expect(suspect()).toBe(7)
  pulse.leave()
  pulse.turnWaits(8)
  expect(suspect()).toBe(8)
  pulse.enter(7)
  expect(suspect()).toBe(7)
  // A beat can only come when no session's code runs.
  pulse.beat({ sessions: 2, heapUsed: 0, external: 0 })
  expect(suspect()).toBe(8)
  pulse.turnWaits(9)
  expect(suspect()).toBe(0)
  pulse.turnEnded(8)
  expect(suspect()).toBe(9)
  pulse.turnEnded(9)
  expect(suspect()).toBe(0)
})

test('for memory that is there already, the session is named that ran long without a pause within the last second', () => {
  const pulse = new Pulse()
  const seen = new Pulse(pulse.memory)
  pulse.turnWaits(8)
  pulse.enter(6)
  seen.looked()
  pulse.leave()
  expect(findSuspect(seen, 'buffers')).toBe(8)
  pulse.enter(7)
  seen.looked()
  seen.looked()
  pulse.leave()
  pulse.enter(6)
  pulse.leave()
  expect([findSuspect(seen, 'buffers'), findSuspect(seen, 'memory'), findSuspect(seen, 'hung'), findSuspect(seen, 'died')]).toEqual([7, 7, 8, 8])
  for (let beats = 0; beats < 11; beats++) pulse.beat({ sessions: 3, heapUsed: 0, external: 0 })
  expect(findSuspect(seen, 'buffers')).toBe(8)
})
