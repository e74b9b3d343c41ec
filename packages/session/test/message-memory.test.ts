import { limits } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { MessageMemory } from '../src/message-memory.ts'

const message = (number: number, content = 'Hello') => ({ runId: `r${number}`, message: { id: `m${number}`, content } })

test('D2 WIRE-52 the last 256 messages are known by their ids, before and after a snapshot; older ones are forgotten', () => {
  const live = new MessageMemory()
  const taken = 1000
  for (let number = 0; number < taken; number++) {
    expect(live.recall(message(number))).toBe('unknown')
    live.remember(message(number))
    expect(live.recall(message(number))).toBe('same')
  }
  const restored = new MessageMemory(JSON.parse(JSON.stringify(live)) as number[])
  for (const memory of [live, restored]) {
    for (let number = 0; number < taken; number++) {
      expect(memory.recall(message(number))).toBe(number < taken - limits.rememberedMessages ? 'unknown' : 'same')
    }
    expect(memory.recall(message(taken - 1, 'Something else'))).toBe('other')
    expect(memory.recall({ ...message(taken - 1), runId: 'another' })).toBe('other')
  }
})

test('a memory of few messages is small', () => {
  const memory = new MessageMemory()
  memory.remember(message(1))
  expect(memory.toJSON()).toHaveLength(3)
  expect(memory.recall({ runId: 'r', message: { id: '', content: '' } })).toBe('unknown')
})
