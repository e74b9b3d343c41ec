import { EventType, TutorError, type AgUiEvent } from '@tutor/protocol'
import type { StoredRecord } from '@tutor/storage'
import { PublishedEvent } from './published-event.ts'

/** Of the format that is written. Every version that was ever released can be read. */
export const journalVersion = 1

/**
 * Deltas of one message in a row, in version 1. A model's answer of a thousand words is a thousand events, which would
 * otherwise be twenty times its text.
 */
interface Deltas {
  readonly type: 'DELTAS'
  readonly messageId: string
  readonly deltas: string[]
}

/** Events in a row as the body of a journal's record: a JSON array of AG-UI events and {@link Deltas}. */
export function encodeBody(events: readonly PublishedEvent[]): string {
  const parts: (string | Deltas)[] = []
  for (const published of events) {
    const { event } = published
    const last = parts.at(-1)
    if (event.type !== EventType.TEXT_MESSAGE_CONTENT) parts.push(published.json)
    else if (typeof last === 'object' && last.messageId === event.messageId) last.deltas.push(event.delta)
    else parts.push({ type: 'DELTAS', messageId: event.messageId, deltas: [event.delta] })
  }
  return `[${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(',')}]`
}

/** @throws TutorError `session_damaged` where the body is not what its version says */
export function decodeRecord(record: StoredRecord): PublishedEvent[] {
  if (record.version !== journalVersion) {
    throw new TutorError('session_damaged', 'The history of this session was written by a newer version of the server.')
  }
  const events = parseBody(record.body).flatMap(unpack)
  if (events.length !== record.count) throw new TutorError('session_damaged')
  return events.map((event, index) => new PublishedEvent({ epoch: record.epoch, seq: record.seq + index }, event))
}

function parseBody(body: string): (AgUiEvent | Deltas)[] {
  try {
    return JSON.parse(body) as (AgUiEvent | Deltas)[]
  } catch (cause) {
    throw new TutorError('session_damaged', undefined, { cause })
  }
}

function unpack(stored: AgUiEvent | Deltas): AgUiEvent | AgUiEvent[] {
  if (stored.type !== 'DELTAS') return stored
  const { messageId, deltas } = stored
  return deltas.map((delta) => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }))
}
