import { defaultTurnLimits, type TurnLimits } from '@tutor/protocol'
import { MemoryStore } from '@tutor/storage'
import { callTool, say, stall, type ModelReply } from '@tutor/testkit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isEvent, openSession } from './open-session.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const { answerMs, letGoMs } = defaultTurnLimits

const open = (script: ModelReply[], limits: Partial<TurnLimits>) =>
  openSession(new MemoryStore(), script, { turnLimits: { ...defaultTurnLimits, ...limits } })

test('S14 WIRE-93 an answer that takes too long is stopped, its model too, and the next question is answered', async () => {
  const { watch, model, faults } = await open([[say('Once'), stall()], [say('Hello.')]], {})
  const anna = watch()
  anna.ask('r1', 'Tell me a story')
  anna.ask('r2', 'Hello')
  await anna.until(isEvent('TEXT_MESSAGE_CONTENT'))
  vi.advanceTimersByTime(answerMs - 1)
  expect(anna.types()).not.toContain('RUN_ERROR')
  vi.advanceTimersByTime(1)
  expect(await anna.until(isEvent('RUN_ERROR'))).toMatchObject({ event: { code: 'turn_timeout' } })
  await anna.until(isEvent('RUN_FINISHED'))
  expect(model.calls[0]?.abortSignal?.aborted).toBe(true)
  expect(faults).toEqual([])
})

test('S14 WIRE-94 an answer that becomes too long is stopped, its model too', async () => {
  const { watch, model } = await open([[say('12345', '67890', 'x'), stall()]], { characters: 10 })
  const anna = watch()
  anna.ask('r1', 'Count')
  expect(await anna.until(isEvent('RUN_ERROR'))).toMatchObject({ event: { code: 'turn_limit' } })
  expect(anna.types().filter((type) => type === 'TEXT_MESSAGE_CONTENT')).toHaveLength(2)
  expect(model.calls[0]?.abortSignal?.aborted).toBe(true)
})

test('S14 an answer at once is bounded by its length, too', async () => {
  const { watch } = await openSession(new MemoryStore(), [], { agent: 'echo', turnLimits: { ...defaultTurnLimits, characters: 4 } })
  const anna = watch()
  anna.ask('r1', 'five5')
  anna.ask('r2', 'four')
  expect(await anna.until(isEvent('RUN_ERROR'))).toMatchObject({ event: { code: 'turn_limit' } })
  await anna.until(isEvent('RUN_FINISHED'))
})

test('S14 WIRE-94 an answer that calls too many tools is stopped', async () => {
  const { watch } = await open([Array.from({ length: 9 }, () => callTool('doc_list', {}))], { toolCalls: 3 })
  const anna = watch()
  anna.ask('r1', 'What do I have?')
  expect(await anna.until(isEvent('RUN_ERROR'))).toMatchObject({ event: { code: 'turn_limit' } })
  expect(anna.types().filter((type) => type === 'TOOL_CALL_START')).toHaveLength(3)
})

test.for([
  ['its time', 'RUN_ERROR'],
  ['the learner', 'RUN_FINISHED'],
] as const)('S14 WIRE-93 an agent that does not stop when its run was ended by %s ends the session, and the next owner goes on behind that run', async ([by, end]) => {
  const store = new MemoryStore()
  const failed = Promise.withResolvers<unknown>()
  const anna = (await openSession(store, [], { agent: 'faulty', failed: failed.resolve })).watch()
  anna.ask('r1', 'deaf')
  anna.ask('r2', 'Hello')
  await anna.until(isEvent('TEXT_MESSAGE_CONTENT'))
  if (by === 'the learner') anna.attachment.receive({ type: 'abort', runId: 'r1' })
  else vi.advanceTimersByTime(answerMs)
  await anna.until(isEvent(end))
  vi.advanceTimersByTime(letGoMs)
  expect(String(await failed.promise)).toMatch(/did not stop/)
  const back = (await openSession(store, [[say('Hello.')]])).watch()
  back.resume({ epoch: 1, seq: 0 })
  await back.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r2')
  expect(back.types()).not.toContain('tutor.run_restarted')
})
