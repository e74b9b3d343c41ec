import { EventType, TutorError, type AgUiEvent } from '@tutor/protocol'
import type { StoredRecord } from '@tutor/storage'
import { PublishedEvent } from './published-event.ts'

/** Of the format that is written. Every version that was ever released can be read. */
export const journalVersion = 1

/**
 * How a record's body says what its events are, in version 1: a JSON array of notes. What every run has is a note of a few
 * words, a third of the AG-UI events in bytes: its question, a whole answer or a part of one, its end. All else is the
 * event itself.
 */
type Note =
  | readonly [kind: 'asked', runId: string, messageId: string, question: string]
  | readonly [kind: 'begun', messageId: string]
  | [kind: 'said', messageId: string, ...deltas: string[]]
  | readonly [kind: 'ended', messageId: string]
  | readonly [kind: 'done', runId: string, outcome: 'success' | 'cancelled']
  | AgUiEvent

/** Shared by all questions: nobody changes it. */
const none: never[] = []

/** Events in a row as the body of a journal's record. */
export function encodeBody(events: readonly PublishedEvent[]): string {
  const notes: Note[] = []
  for (const { event } of events) {
    const last = notes.at(-1)
    const goesOn = event.type === EventType.TEXT_MESSAGE_CONTENT && Array.isArray(last) && last[0] === 'said' && last[1] === event.messageId
    if (goesOn) last.push(event.delta)
    else notes.push(noteOf(event))
  }
  return JSON.stringify(notes)
}

/**
 * @param threadId of the session: AG-UI's events of a run repeat it
 * @throws TutorError `session_damaged` where the body is not what its version says
 */
export function decodeRecord(record: StoredRecord, threadId: string): PublishedEvent[] {
  if (record.version !== journalVersion) {
    throw new TutorError('session_damaged', 'The history of this session was written by a newer version of the server.')
  }
  const events = parseBody(record.body).flatMap((note) => eventsOf(note, threadId))
  if (events.length !== record.count) throw new TutorError('session_damaged')
  return events.map((event, index) => new PublishedEvent({ epoch: record.epoch, seq: record.seq + index }, event))
}

function parseBody(body: string): Note[] {
  try {
    return JSON.parse(body) as Note[]
  } catch (cause) {
    throw new TutorError('session_damaged', undefined, { cause })
  }
}

function noteOf(event: AgUiEvent): Note {
  switch (event.type) {
    case EventType.RUN_STARTED: {
      const { id, content } = event.input!.messages[0] as Question
      return ['asked', event.runId, id, content]
    }
    case EventType.TEXT_MESSAGE_START:
      return ['begun', event.messageId]
    case EventType.TEXT_MESSAGE_CONTENT:
      return ['said', event.messageId, event.delta]
    case EventType.TEXT_MESSAGE_END:
      return ['ended', event.messageId]
    case EventType.RUN_FINISHED:
      return ['done', event.runId, event.outcome?.type === 'success' ? 'success' : 'cancelled']
    default:
      return event
  }
}

function eventsOf(note: Note, threadId: string): AgUiEvent | AgUiEvent[] {
  if (!isShort(note)) return note
  switch (note[0]) {
    case 'asked': {
      const [, runId, id, content] = note
      return runStarted({ threadId, runId, question: { id, content } })
    }
    case 'begun':
      return { type: EventType.TEXT_MESSAGE_START, messageId: note[1], role: 'assistant' }
    case 'said': {
      const [, messageId, ...deltas] = note
      return deltas.map((delta) => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }))
    }
    case 'ended':
      return { type: EventType.TEXT_MESSAGE_END, messageId: note[1] }
    case 'done':
      return runFinished({ threadId, runId: note[1], outcome: note[2] })
  }
}

function isShort(note: Note): note is Exclude<Note, AgUiEvent> {
  return Array.isArray(note)
}

interface Question {
  readonly id: string
  readonly content: string
}

/** The events at both ends of a run, which the journal has to be able to make anew to the letter. */
export function runStarted({ threadId, runId, question }: { readonly threadId: string; readonly runId: string; readonly question: Question }): AgUiEvent {
  const messages = [{ id: question.id, role: 'user' as const, content: question.content }]
  return { type: EventType.RUN_STARTED, threadId, runId, input: { threadId, runId, messages, tools: none, context: none } }
}

export function runFinished(run: { readonly threadId: string; readonly runId: string; readonly outcome: 'success' | 'cancelled' }): AgUiEvent {
  const { threadId, runId, outcome } = run
  return { type: EventType.RUN_FINISHED, threadId, runId, outcome: { type: outcome } }
}
