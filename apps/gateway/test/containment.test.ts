import { Piscina } from 'piscina'
import { afterEach, expect, test, vi } from 'vitest'
import { storyOf } from './story.ts'
import { isEnd, NativeSocket, openGateway, textOf } from './test-gateway.ts'

afterEach(() => vi.restoreAllMocks())

test.for([
  { fault: 'a throw in a timer', words: 'crash 1' },
  { fault: 'a rejection that nobody handles', words: 'reject' },
])('I1 $fault restarts the session it comes from, and no other on its thread', async ({ words }) => {
  const run = vi.spyOn(Piscina.prototype, 'run')
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty' })
  await using offender = await NativeSocket.open(`${gateway.ws}/ws/offender`)
  await using neighbour = await NativeSocket.open(`${gateway.ws}/ws/neighbour`)
  await neighbour.next()
  const kept = await offender.run('r1', 'Before.')
  const threads = [...(run.mock.contexts[0] as Piscina).threads]
  offender.ask('r2', words)
  await offender.until(({ type }) => type === 'recovering')
  const { events } = await storyOf(offender, 'r1')
  expect(events).toEqual(kept)
  neighbour.ask('r1', 'Still here?')
  const heard = await neighbour.until((message) => message.type === 'event' && isEnd(message.event))
  expect(heard.map(({ type }) => type)).toEqual(heard.map(() => 'event'))
  expect((run.mock.contexts[0] as Piscina).threads).toEqual(threads)
})

test('I1 a throw in a turn ends that turn, and not even the session it comes from', async () => {
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty' })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const told = await client.run('r1', 'throw')
  expect(told.at(-1)).toMatchObject({ event: { type: 'RUN_ERROR', code: 'run_failed' } })
  const next = await client.run('r2', 'Still here?')
  expect(textOf(next)).toBe('Still here?')
  expect(next[0]).toMatchObject({ epoch: told[0]!.epoch, seq: told.at(-1)!.seq + 1 })
})
