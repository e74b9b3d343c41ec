import { EventType, type ServerMessage } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { WaitingMessages, type WaitingMessage } from '../src/connection/waiting-messages.ts'
import { PageStorage } from '../src/storage/page-storage.ts'
import { MemoryStorage } from './storages.ts'

const typed = (runId: string, at = 1): WaitingMessage => ({ run: { type: 'run', runId, message: { id: runId, content: `text of ${runId}` } }, at })
const event = (value: object): ServerMessage => ({ type: 'event', epoch: 1, seq: 1, event: value }) as ServerMessage

/** What two tabs of one browser know. */
function tabs(): { browser: MemoryStorage; tab: () => WaitingMessages } {
  const browser = new MemoryStorage()
  return { browser, tab: () => new WaitingMessages(new PageStorage(() => browser), 'anna') }
}

test('WEB-1 what was typed and not taken is there again after a reload, oldest first, with the same ids', () => {
  const { browser, tab } = tabs()
  const waiting = tab()
  waiting.add(typed('r2', 2))
  waiting.add(typed('r1', 1))
  expect(tab().all).toEqual([typed('r1', 1), typed('r2', 2)])
  expect(new WaitingMessages(new PageStorage(() => browser), 'berta').all).toEqual([])
})

test('WEB-20 tabs of one learner keep their messages beside each other, and each hears of the others’', () => {
  const { browser, tab } = tabs()
  const [one, two] = [tab(), tab()]
  one.add(typed('r1', 1))
  two.add(typed('r2', 2))
  expect(tab().all.map(({ run }) => run.runId)).toEqual(['r1', 'r2'])
  const key = 'tutor.waiting.anna.r1'
  expect(two.hear({ key, newValue: browser.getItem(key) })).toEqual(typed('r1', 1))
  expect(two.all.map(({ run }) => run.runId)).toEqual(['r2', 'r1'])
  expect(two.hear({ key, newValue: null })).toBeUndefined()
  expect(two.hear({ key: 'tutor.waiting.berta.r9', newValue: JSON.stringify(typed('r9')) })).toBeUndefined()
  expect(two.all).toEqual([typed('r2', 2)])
})

test('WEB-20 a message for which the browser has no room waits all the same, as long as the page is there', () => {
  const waiting = new WaitingMessages(new PageStorage(() => new MemoryStorage(0)), 'anna')
  expect(waiting.add(typed('r1'))).toBe(false)
  expect(waiting.all).toEqual([typed('r1')])
})

test.each([
  ['an ack', { type: 'ack', runId: 'r1' } as const],
  ['its start', event({ type: EventType.RUN_STARTED, threadId: 't', runId: 'r1' })],
  ['its place in the queue', event({ type: EventType.CUSTOM, name: 'tutor.run_queued', value: { runId: 'r1' } })],
])('WEB-1 a message is let go of after %s', (_, message) => {
  const { tab } = tabs()
  const waiting = tab()
  waiting.add(typed('r1'))
  waiting.settle(event({ type: EventType.RUN_STARTED, threadId: 't', runId: 'r9' }))
  expect(waiting.all).toEqual([typed('r1')])
  waiting.settle(message)
  expect([waiting.all, tab().all]).toEqual([[], []])
})

test('WEB-1 a message that is refused stays with the reason, also after a reload, until the learner discards it', () => {
  const { tab } = tabs()
  const waiting = tab()
  waiting.add(typed('r1'))
  waiting.settle({ type: 'error', ref: 'r1', code: 'run_queue_full', message: 'Too many wait.', retryable: true })
  expect(tab().all).toEqual([{ ...typed('r1'), refusal: 'Too many wait.' }])
  waiting.drop('r1')
  expect([waiting.all, tab().all]).toEqual([[], []])
})

test.each(['{', 'null', '{"a":1}', '[null,7]', '{"at":1,"run":{"type":"run"}}'])('WEB-1 %s in the storage of the browser breaks nothing', (text) => {
  const { browser, tab } = tabs()
  browser.setItem('tutor.waiting.anna.r1', text)
  expect(tab().all).toEqual([])
})
