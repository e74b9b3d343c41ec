import { expect, test } from 'vitest'
import { Recovery, type Blame } from '../../src/supervision/recovery.ts'

/** What follows when a session ends so often in a row. */
function afterEnds(times: number, blame: Blame): Pick<Recovery, 'isHopeless' | 'isDoubtful' | 'pauseMs'> {
  const recovery = new Recovery()
  for (let i = 0; i < times; i++) recovery.ended({ livedMs: 10, blame })
  return recovery
}

test('a session comes back at once, and then after longer and longer pauses, up to 5 s', () => {
  expect([1, 2, 3, 4, 20].map((times) => afterEnds(times, 'another').pauseMs)).toEqual([0, 100, 200, 400, 5_000])
})

test('a session that has failed by itself eight times in a row is given up; one that others took with them never is', () => {
  expect(afterEnds(7, 'own').isHopeless).toBe(false)
  expect(afterEnds(8, 'own').isHopeless).toBe(true)
  expect(afterEnds(100, 'another').isHopeless).toBe(false)
  expect(afterEnds(100, 'needs').isHopeless).toBe(false)
  expect(afterEnds(8, 'needs').isDoubtful).toBe(true)
})

test('one that went to sleep in order or lived for more than 10 s begins anew', () => {
  const recovery = new Recovery()
  for (let i = 0; i < 7; i++) recovery.ended({ livedMs: 10, blame: 'own' })
  recovery.ended({ livedMs: 10_001, blame: 'own' })
  expect(recovery).toMatchObject({ isHopeless: false, pauseMs: 0 })
  for (let i = 0; i < 6; i++) recovery.ended({ livedMs: 10, blame: 'own' })
  recovery.restart()
  recovery.ended({ livedMs: 10, blame: 'own' })
  expect(recovery).toMatchObject({ isHopeless: false, pauseMs: 0 })
})
