import { EventType, type RunMessage, type ServerMessage } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { WaitingMessages } from '../src/connection/waiting-messages.ts'

class Memory {
  readonly #texts = new Map<string, string>()
  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null
  }
  setItem(key: string, text: string): void {
    this.#texts.set(key, text)
  }
}

const run = (runId: string): RunMessage => ({ type: 'run', runId, message: { id: runId, content: `text of ${runId}` } })
const event = (value: object): ServerMessage => ({ type: 'event', epoch: 1, seq: 1, event: value }) as ServerMessage

test('WEB-1 what was typed and not taken is there again after a reload, with the same ids', () => {
  const memory = new Memory()
  const waiting = new WaitingMessages(memory, 'anna')
  waiting.add(run('r1'))
  waiting.add(run('r2'))
  expect(new WaitingMessages(memory, 'anna').all).toEqual([run('r1'), run('r2')])
  expect(new WaitingMessages(memory, 'berta').all).toEqual([])
})

test.each([
  ['an ack', { type: 'ack', runId: 'r1' } as const],
  ['its start', event({ type: EventType.RUN_STARTED, threadId: 't', runId: 'r1' })],
  ['its place in the queue', event({ type: EventType.CUSTOM, name: 'tutor.run_queued', value: { runId: 'r1' } })],
  ['a refusal', { type: 'error', ref: 'r1', code: 'message_invalid', message: '', retryable: false } as const],
])('WEB-1 a message is let go of after %s', (_, message) => {
  const waiting = new WaitingMessages(new Memory(), 'anna')
  waiting.add(run('r1'))
  expect([waiting.settle(event({ type: EventType.RUN_STARTED, threadId: 't', runId: 'r9' })), waiting.settle(message)]).toEqual([false, true])
  expect(waiting.all).toEqual([])
})

test.each(['{', 'null', '{"a":1}', '[null,7,{"type":"run"}]'])('WEB-1 %s in the storage of the browser breaks nothing', (text) => {
  const memory = new Memory()
  memory.setItem('tutor.waiting.anna', text)
  expect(new WaitingMessages(memory, 'anna').all).toEqual([])
})
