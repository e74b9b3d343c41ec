import { EventType, type AgUiEvent } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { decodeRecord, encodeBody, journalVersion } from '../src/journal-format.ts'
import { PublishedEvent } from '../src/published-event.ts'

const start: AgUiEvent = { type: EventType.TEXT_MESSAGE_START, messageId: 'a', role: 'assistant' }
const text = (messageId: string, delta: string): AgUiEvent => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta })
const events = [start, text('a', 'On'), text('a', 'ce'), text('b', 'Up'), start].map((event, index) => new PublishedEvent({ epoch: 3, seq: 7 + index }, event))
const record = { epoch: 3, seq: 7, count: events.length, version: journalVersion, body: encodeBody(events) }

test('SESSION-8 events come back from a record one by one, as they were', () => {
  expect(decodeRecord(record)).toEqual(events)
  expect(record.body).toContain('"deltas":["On","ce"]')
})

test('D12 SESSION-12 a record that is not what its version says, or of a later version, is damage of its session', () => {
  for (const damaged of [{ ...record, body: record.body.slice(1) }, { ...record, count: 4 }, { ...record, version: journalVersion + 1 }]) {
    expect(() => decodeRecord(damaged)).toThrow(expect.objectContaining({ code: 'session_damaged' }))
  }
})
