import { EventType, type AgUiEvent } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { Transcript } from '../src/connection/transcript.ts'

function shown(...events: AgUiEvent[]): Transcript {
  const transcript = new Transcript()
  for (const event of events) transcript.apply(event)
  return transcript
}

const asked = { type: EventType.RUN_STARTED, threadId: 't', runId: 'r', input: { threadId: 't', runId: 'r', messages: [{ id: 'q', role: 'user', content: 'Why?' }], tools: [], context: [] } } as unknown as AgUiEvent
const begun = { type: EventType.TEXT_MESSAGE_START, messageId: 'a', role: 'assistant' } as AgUiEvent
const word = (delta: string) => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'a', delta }) as AgUiEvent
const own = (name: string, value: object) => ({ type: EventType.CUSTOM, name, value }) as AgUiEvent

test('WEB-2 an answer grows as it comes, and its question is shown once, also where it waited', () => {
  const transcript = shown(own('tutor.run_queued', { runId: 'r', message: { id: 'q', content: 'Why?' } }), asked, begun, word('Be'), word('cause.'))
  expect(transcript.messages.map(({ from, text }) => [from, text])).toEqual([['learner', 'Why?'], ['tutor', 'Because.']])
  expect(transcript.answering).toEqual({ runId: 'r', messageId: 'a' })
  transcript.apply({ type: EventType.RUN_FINISHED, threadId: 't', runId: 'r' })
  expect(transcript.answering).toBeUndefined()
})

test('WEB-2 sources stand with their message, and half an answer goes when it is given anew', () => {
  const citation = { mark: 1, documentId: 'd', documentName: 'notes.txt', place: { line: 1 }, start: 0, end: 3, quote: 'Sun' }
  const transcript = shown(asked, begun, word('Sun [1]'), own('tutor.citations', { messageId: 'a', citations: [citation] }))
  expect(transcript.messages.at(-1)?.citations).toEqual([citation])
  transcript.apply(own('tutor.run_restarted', { runId: 'r', attempt: 2, discarded: 'a' }))
  expect(transcript.messages.map(({ id }) => id)).toEqual(['q'])
  transcript.apply({ type: EventType.TEXT_MESSAGE_START, messageId: 'b', role: 'assistant' })
  expect([transcript.messages.at(-1)?.isAnew, transcript.answering]).toEqual([true, { runId: 'r', messageId: 'b' }])
})

test('WEB-2 a run that fails says so, and what the server tells anew takes the place of all', () => {
  const transcript = shown(asked, { type: EventType.RUN_ERROR, message: 'The model is away.', code: 'model_failed' })
  expect(transcript.messages.at(-1)).toMatchObject({ fault: { code: 'model_failed', question: 'Why?' }, text: 'The model is away.' })
  transcript.replace([{ id: 'x', role: 'user', content: 'Old' }, { id: 'y', role: 'assistant', content: 'Older' }, { id: 'z', role: 'tool', content: 'no', toolCallId: '1' }])
  expect(transcript.messages.map(({ id, from }) => [id, from])).toEqual([['x', 'learner'], ['y', 'tutor']])
})

test('WEB-2 where the end of an answer was lost, what is left of it stands, with its sources, and what was before stays', () => {
  const citation = { mark: 1, documentId: 'd', documentName: 'notes.txt', place: { line: 1 }, start: 0, end: 3, quote: 'Sun' }
  const transcript = shown(asked, begun, word('Sun [1] and more'), own('tutor.citations', { messageId: 'a', citations: [citation] }))
  transcript.correct([{ id: 'a', role: 'assistant', content: 'Sun [1]' }])
  expect(transcript.messages.map(({ text, citations }) => [text, citations.length])).toEqual([['Why?', 0], ['Sun [1]', 1]])
})

test('WEB-2 a message has its time where it was seen to happen, or where something was learned from it', () => {
  const transcript = new Transcript()
  transcript.apply(asked)
  transcript.apply(begun)
  transcript.apply(own('tutor.learned', { facts: [{ fact: 'course_chosen', courseId: 'c', at: 5 }] }))
  transcript.apply({ type: EventType.TEXT_MESSAGE_START, messageId: 'b', role: 'assistant' }, 7)
  expect(transcript.messages.map(({ at }) => at)).toEqual([5, 5, 7])
})
