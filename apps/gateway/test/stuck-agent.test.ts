import { defaultTurnLimits } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { NativeSocket, openGateway } from './test-gateway.ts'

test('S14 WIRE-93 a session whose agent never comes back is opened anew on its connection, and answers what came behind', async () => {
  const turnLimits = { ...defaultTurnLimits, answerMs: 200, letGoMs: 50 }
  await using gateway = await openGateway({ agent: 'faulty', turnLimits, threads: 1, store: 'sqlite' })
  await using neighbour = await NativeSocket.open(`${gateway.ws}/ws/berta`)
  await using client = await NativeSocket.open(`${gateway.ws}/ws/anna`)
  client.ask('r1', 'deaf')
  client.ask('r2', 'Hello')
  const before = await client.until(({ type }) => type === 'recovering')
  expect(before).toContainEqual(expect.objectContaining({ event: expect.objectContaining({ type: 'RUN_ERROR', code: 'turn_timeout' }) }))
  await client.until(({ type }) => type === 'hello')
  client.send({ type: 'resume', epoch: 1, seq: 0 })
  const after = await client.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === 'r2')
  expect(after.map((message) => message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name)).not.toContain('tutor.run_restarted')
  expect((await neighbour.run('r1', 'Still there?')).at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED' })
})
