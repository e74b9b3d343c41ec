import { expect, it } from 'vitest'
import { readDate } from '../../src/planner/read-date.ts'

/** A Friday. */
const now = Date.UTC(2026, 10, 27, 23, 30)

it.each([
  ['2026-12-11', '2026-12-11'],
  ['2026-2-1', '2026-02-01'],
  ['11 December', '2026-12-11'],
  ['the 11th of December', '2026-12-11'],
  ['December 11', '2026-12-11'],
  ['Dec 11th, 2027', '2027-12-11'],
  ['on Friday, 11 Dec 2026', '2026-12-11'],
  ['3 March', '2027-03-03'],
  ['27 November', '2026-11-27'],
  ['29 February', '2028-02-29'],
  ['11.12.', '2026-12-11'],
  ['11.12.2026', '2026-12-11'],
  ['25/12', '2026-12-25'],
  ['12/25/2026', '2026-12-25'],
  ['12/12', '2026-12-12'],
  ['today', '2026-11-27'],
  ['Tomorrow', '2026-11-28'],
  ['the day after tomorrow', '2026-11-29'],
  ['in 14 days', '2026-12-11'],
  ['14 days from now', '2026-12-11'],
  ['in two weeks', '2026-12-11'],
  ['in a fortnight', '2026-12-11'],
  ['in a month', '2026-12-27'],
  ['in 3 months', '2027-02-27'],
  ['next week', '2026-12-04'],
  ['next month', '2026-12-27'],
  ['Saturday', '2026-11-28'],
  ['on monday', '2026-11-30'],
  ['next Friday', '2026-12-04'],
  ['by Thurs', '2026-12-03'],
])('TUTOR-77 “%s” is %s', (text, date) => {
  expect(readDate(text, now)).toBe(date)
})

it('TUTOR-77 a month later is the last day of a shorter month', () => {
  expect(readDate('in a month', Date.UTC(2027, 0, 31))).toBe('2027-02-28')
})

it.each(['', 'soon', '11/12', '11/12/2026', '31 February', '2026-13-01', '32 December', 'in constructor days', 'in many weeks', 'in 2000 days', 'fractions', 'Friday the sooner the better'])('TUTOR-77 “%s” is no date', (text) => {
  expect(readDate(text, now)).toBeUndefined()
})
