import { EventType, type AgUiEvent } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { decodeRecord, encodeBody, journalVersion, runFinished, runStarted } from '../src/journal-format.ts'
import { PublishedEvent } from '../src/published-event.ts'

const run = { threadId: 'anna', runId: 'r1' }
const text = (messageId: string, delta: string): AgUiEvent => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta })
const told: AgUiEvent[] = [
  runStarted({ ...run, question: { id: 'm1', content: 'Once?' } }),
  { type: EventType.TEXT_MESSAGE_START, messageId: 'a', role: 'assistant' },
  text('a', 'On'),
  text('a', 'ce'),
  text('b', 'Up'),
  { type: EventType.TOOL_CALL_END, toolCallId: 't1' },
  { type: EventType.TEXT_MESSAGE_END, messageId: 'a' },
  { type: EventType.CUSTOM, name: 'tutor.citations', value: { messageId: 'a', citations: [] } },
  runFinished({ ...run, outcome: 'success' }),
  runFinished({ ...run, outcome: 'cancelled' }),
]
const events = told.map((event, index) => new PublishedEvent({ epoch: 3, seq: 7 + index }, event))
const record = { epoch: 3, seq: 7, count: events.length, version: journalVersion, body: encodeBody(events) }

test('SESSION-8 events come back from a record one by one, as they were', () => {
  expect(decodeRecord(record, 'anna').map(({ frame }) => frame)).toEqual(events.map(({ frame }) => frame))
  expect(decodeRecord(record, 'anna')).toMatchObject(told.map((event, index) => ({ epoch: 3, seq: 7 + index, event })))
  expect(record.body).toContain('["said","a","On","ce"]')
})

test('D12 SESSION-12 a record that is not what its version says, or of a later version, is damage of its session', () => {
  for (const damaged of [{ ...record, body: record.body.slice(1) }, { ...record, count: 4 }, { ...record, version: journalVersion + 1 }]) {
    expect(() => decodeRecord(damaged, 'anna')).toThrow(expect.objectContaining({ code: 'session_damaged' }))
  }
})
