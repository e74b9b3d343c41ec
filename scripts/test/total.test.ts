import { expect, test } from 'vitest'
import { addUp, isGreen, totalLine } from '../total.ts'

test('gates and tests are counted together', () => {
  const total = addUp([
    { passed: 5, failed: 1, skipped: 0 },
    { passed: 200, failed: 0, skipped: 2 },
  ])
  expect(totalLine(total)).toBe('205 passed, 1 failed, 2 skipped')
})

test('a run in which nothing ran is no success', () => {
  expect(isGreen({ passed: 1, failed: 0, skipped: 3 })).toBe(true)
  expect(isGreen({ passed: 9, failed: 1, skipped: 0 })).toBe(false)
  expect(isGreen({ passed: 0, failed: 0, skipped: 3 })).toBe(false)
})
