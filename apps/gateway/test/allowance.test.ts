import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Allowance } from '../src/admission/allowance.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** Sends so many messages. @returns how many passed */
function send(allowance: Allowance, messages: number, bytes = 10): number {
  let passed = 0
  for (let i = 0; i < messages; i++) {
    if (allowance.take(bytes)) passed++
    else allowance.excess()
  }
  return passed
}

describe('F3 what one connection may send', () => {
  const pace = { messagesPerS: 5, bytesPerS: 1_000 }

  test('is ten seconds’ worth of messages at once, and as many again when they are over', () => {
    const allowance = new Allowance(pace)
    expect(send(allowance, 60)).toBe(50)
    vi.advanceTimersByTime(9_999)
    expect(send(allowance, 1)).toBe(0)
    vi.advanceTimersByTime(1)
    expect(send(allowance, 60)).toBe(50)
  })

  test('is ten seconds’ worth of bytes', () => {
    expect(send(new Allowance(pace), 12, 1_000)).toBe(10)
  })

  test('is not more after a long silence', () => {
    const allowance = new Allowance(pace)
    vi.advanceTimersByTime(3_600_000)
    expect(send(allowance, 200)).toBeLessThanOrEqual(100)
  })

  test('beyond it the sender is told once a second when to go on', () => {
    const allowance = new Allowance(pace)
    vi.advanceTimersByTime(4_000)
    send(allowance, 50)
    allowance.take(10)
    expect(allowance.excess()).toEqual({ status: 'told', retryAfterMs: 6_000 })
    allowance.take(10)
    expect(allowance.excess()).toEqual({ status: 'dropped' })
    vi.advanceTimersByTime(1_000)
    allowance.take(10)
    expect(allowance.excess()).toEqual({ status: 'told', retryAfterMs: 5_000 })
  })

  test.each([
    ['messages', 1, 101],
    ['bytes', 1_000, 21],
  ])('beyond twice as many %s it is to be closed', (_name, bytes, messages) => {
    const allowance = new Allowance(pace)
    send(allowance, messages - 1, bytes)
    expect(allowance.take(bytes)).toBe(false)
    expect(allowance.excess()).toEqual({ status: 'closed', retryAfterMs: 10_000 })
  })
})
