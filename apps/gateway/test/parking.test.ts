import { expect, test } from 'vitest'
import { Operator } from './admin/operator.ts'
import { storyOf } from './story.ts'
import { NativeSocket, openGateway, textOf } from './test-gateway.ts'

test.for(['reject', 'loop'])('I8 WIRE-56 ADMIN-9 a message that brings its session down three times (%s) is parked; the session says so and answers the next one', async (words) => {
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty' })
  const operator = await Operator.of(gateway)
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  client.ask('poison', words)
  client.ask('next', 'And now?')
  const { events, recoveries } = await storyOf(client, 'next')
  expect(recoveries).toBe(3)
  const names = events.map(({ event }) => (event.type === 'CUSTOM' ? event.name : event.type))
  const ends = ['tutor.run_restarted', 'RUN_ERROR', 'RUN_FINISHED']
  expect(names.filter((name) => ends.includes(name))).toEqual(['tutor.run_restarted', 'tutor.run_restarted', 'RUN_ERROR', 'RUN_FINISHED'])
  const parked = events.find(({ event }) => event.type === 'RUN_ERROR')
  expect(parked).toMatchObject({ event: { code: 'message_parked' } })
  const faults = (await operator.view()).faults.map(({ kind, code, count }) => [kind, code, count])
  expect(faults).toContainEqual(['run', 'message_parked', 1])
  expect(faults).toContainEqual(words === 'loop' ? ['thread', 'hung', 1] : ['session', 'session_failed', 3])
  expect(textOf(events.slice(events.indexOf(parked!)))).toBe('And now?')
})
