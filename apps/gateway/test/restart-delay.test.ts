import { expect, test } from 'vitest'
import { RestartDelay } from '../src/restart-delay.js'

test('the pause before a restart grows to 30 s while servers die young, and begins anew after one that lived a minute', () => {
  const restartDelay = new RestartDelay()
  const pauses = (lives: readonly number[]): number[] => lives.map((livedMs) => restartDelay.next(livedMs))
  expect(pauses(Array<number>(10).fill(59_999))).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  expect(pauses([60_000, 10])).toEqual([0, 500])
})
