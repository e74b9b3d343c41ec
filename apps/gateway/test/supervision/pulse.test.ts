import { expect, test } from 'vitest'
import { Pulse } from '../../src/supervision/pulse.ts'

test('the other side of a pulse sees the beats and what the thread holds, beyond 2 GiB too', () => {
  const pulse = new Pulse()
  const seen = new Pulse(pulse.memory)
  pulse.beat({ sessions: 3, heapUsed: 10 * 1024 ** 3, external: 2048 })
  pulse.beat({ sessions: 4, heapUsed: 10 * 1024 ** 3, external: 4096 })
  expect(seen.beats).toBe(2)
  expect(seen.vitality).toEqual({ sessions: 4, heapUsed: 10 * 1024 ** 3, external: 4096 })
})

test('the session whose code runs is the suspect, else the one whose turn is the only one that waits', () => {
  const pulse = new Pulse()
  const seen = new Pulse(pulse.memory)
  expect(seen.suspect).toBe(0)
  pulse.enter(7)
  expect(seen.suspect).toBe(7)
  pulse.leave()
  pulse.turnWaits(8)
  expect(seen.suspect).toBe(8)
  pulse.enter(7)
  expect(seen.suspect).toBe(7)
  // A beat can only come when no session's code runs.
  pulse.beat({ sessions: 2, heapUsed: 0, external: 0 })
  expect(seen.suspect).toBe(8)
  pulse.turnWaits(9)
  expect(seen.suspect).toBe(0)
  pulse.turnEnded(8)
  expect(seen.suspect).toBe(9)
  pulse.turnEnded(9)
  expect(seen.suspect).toBe(0)
})
