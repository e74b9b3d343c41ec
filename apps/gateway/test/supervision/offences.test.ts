import { expect, test } from 'vitest'
import { Offences } from '../../src/supervision/offences.ts'

const minute = 60_000

test('an offender gets a thread of its own for a minute, and for twice as long after each further offence, an hour at most', () => {
  let now = 0
  const offences = new Offences(() => now)
  expect(offences.placement('anna')).toBe('shared')
  for (const minutes of [1, 2, 4, 8, 16, 32, 60]) {
    offences.record('anna')
    now += minutes * minute - 1
    expect(offences.placement('anna')).toBe('dedicated')
    now += 1
    expect(offences.placement('anna')).toBe('shared')
    expect(offences.placement('ben')).toBe('shared')
  }
})

test('offences are forgotten an hour after the last one', () => {
  let now = 0
  const offences = new Offences(() => now)
  offences.record('anna')
  offences.record('anna')
  now += 60 * minute
  offences.record('anna')
  now += minute
  expect(offences.placement('anna')).toBe('shared')
})

test('of more than 10,000 offenders, those whose last offence is oldest are forgotten', () => {
  const offences = new Offences(() => 0)
  for (let i = 0; i < 10_000; i++) offences.record(`client-${i}`)
  offences.record('client-0')
  offences.record('one more')
  expect(offences.placement('client-0')).toBe('dedicated')
  expect(offences.placement('client-1')).toBe('shared')
  expect(offences.placement('client-2')).toBe('dedicated')
})
