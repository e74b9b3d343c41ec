import { EventType, type CustomEvents, type EventEnvelope, type LearningFact } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { SessionState } from '../src/session-state.ts'

const at = Date.UTC(2026, 10, 27, 12)

function learned(seq: number, ...facts: readonly LearningFact[]): EventEnvelope {
  const value = { facts } satisfies CustomEvents['tutor.learned']
  return { type: 'event', epoch: 1, seq, event: { type: EventType.CUSTOM, name: 'tutor.learned', value } }
}

const claim: LearningFact = { fact: 'mastery_corrected', at, skill: 'tiny/adding', claim: 'known', reason: '' }

test('SESSION-15 what was learned is a part of what the session knows, and goes on from a snapshot', () => {
  const state = new SessionState()
  expect(JSON.parse(JSON.stringify(state))).not.toHaveProperty('learner')
  state.apply(learned(1, claim))
  const restored = SessionState.restore({ epoch: 2, snapshot: { seq: 1, version: SessionState.version, body: JSON.stringify(state) }, records: [] }, 'anna').state
  for (const each of [state, restored]) {
    expect(each.learner.mastery('tiny/adding', at)).toMatchObject({ claim: 'known' })
    each.apply(learned(2, { fact: 'evidence_forgotten', at, skill: 'tiny/adding' }))
    expect(each.learner.mastery('tiny/adding', at)).toMatchObject({ status: 'unseen' })
  }
})

test('SESSION-15 a run in which something was learned is not begun again; counting tokens is no such thing', () => {
  const state = new SessionState()
  const message = { id: 'm1', role: 'user', content: '/correct adding known' } as const
  state.apply({ type: 'event', epoch: 1, seq: 1, event: { type: EventType.RUN_STARTED, threadId: 'anna', runId: 'r1', input: { threadId: 'anna', runId: 'r1', state: {}, tools: [], context: [], forwardedProps: {}, messages: [message] } } })
  state.apply(learned(2, { fact: 'model_used', at, tokens: 10 }))
  expect(state.runs[0]!.changed).toBe(false)
  state.apply(learned(3, claim))
  expect(state.runs[0]!.changed).toBe(true)
})

test('SESSION-16 items that were made from a document go with it', () => {
  const state = new SessionState()
  expect(state.itemsOf('doc')).toEqual([])
  state.apply(learned(1, { fact: 'items_made', at, documentId: 'doc', blob: 'a'.repeat(64), count: 3 }, { fact: 'items_made', at, documentId: 'other', blob: 'b'.repeat(64), count: 1 }))
  expect(state.itemsOf('doc')).toEqual(['a'.repeat(64)])
  state.apply({ type: 'event', epoch: 1, seq: 2, event: { type: EventType.CUSTOM, name: 'tutor.document_removed', value: { documentId: 'doc' } } })
  expect(state.itemsOf('doc')).toEqual([])
  expect(state.itemsOf('other')).toHaveLength(1)
})
