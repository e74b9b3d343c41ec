import { expect, test } from 'vitest'
import { Latency, recordMs } from '../../src/admin/latency.ts'

test('ADMIN-3 what took how long is remembered for a minute, about, to one in a hundred', () => {
  const latency = new Latency()
  expect(latency.view).toEqual({ count: 0, p50: 0, p99: 0, most: 0 })
  for (let ms = 1; ms <= 100; ms++) recordMs(latency.recorder, ms)
  latency.elapse(10_000)
  latency.record(5_000)
  const { count, p50, p99, most } = latency.view
  expect(count).toBe(101)
  expect(Math.abs(p50 - 51)).toBeLessThan(1)
  expect(Math.abs(p99 - 100)).toBeLessThan(1.5)
  expect(Math.abs(most - 5_000)).toBeLessThan(50)
  for (let slice = 0; slice < 6; slice++) latency.elapse(10_000)
  expect(latency.view).toMatchObject({ count: 1 })
  latency.elapse(10_000)
  expect(latency.view.count).toBe(0)
})

test('ADMIN-3 what took no time or more than can be told is recorded all the same', () => {
  const latency = new Latency()
  latency.record(0)
  latency.record(1e9)
  expect(latency.view.count).toBe(2)
})
