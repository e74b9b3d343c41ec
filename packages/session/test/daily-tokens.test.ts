import { MemoryStore } from '@tutor/storage'
import { say, ScriptedModel } from '@tutor/testkit'
import { expect, test } from 'vitest'
import { addTokens, tokensOn } from '../src/token-count.ts'
import { isEvent, openSession } from './open-session.ts'

const description = { name: 'scripted', languageModel: true, description: 'A scripted model.' }

test('TUTOR-88 tokens are those of the calendar day', () => {
  const start = Date.UTC(2026, 10, 27, 12)
  const day = 86_400_000
  const used = addTokens(addTokens(undefined, 10, start), 5, start)
  expect(tokensOn(used, start)).toBe(15)
  expect(tokensOn(used, start + day)).toBe(0)
  expect(tokensOn(addTokens(used, 1, start + day), start + day)).toBe(1)
})

test('TUTOR-88 WIRE-122 what a session has used of a language model counts for its day, also when it was opened anew', async () => {
  const store = new MemoryStore()
  let now = Date.UTC(2026, 10, 27, 23, 0)
  const language = new ScriptedModel([say('One.')], [say('Four.')])
  const fallback = new ScriptedModel([say('Two.')], [say('Three.')])
  const open = () => openSession(store, [], { now: () => now, model: { language, fallback, description, tokensPerDay: 12 } })

  const first = await open()
  const anna = first.watch()
  anna.ask('r1', 'Hello')
  expect(await anna.until(isEvent('tutor.learned'))).toMatchObject({ event: { value: { facts: [{ fact: 'model_used', tokens: 12, at: now }] } } })
  anna.ask('r2', 'Hello')
  expect(await anna.until(isEvent('tutor.model_replaced'))).toMatchObject({ event: { value: { code: 'model_budget' } } })
  await anna.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r2')
  await first.session.close()

  const back = await open()
  const again = back.watch()
  again.ask('r3', 'Hello')
  await again.until(isEvent('tutor.model_replaced'))
  await again.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r3')
  now += 3_600_000
  again.ask('r4', 'Hello')
  await again.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r4')
  expect(language.calls).toHaveLength(2)
  expect(fallback.calls).toHaveLength(2)
})
