import { expect, it } from 'vitest'
import { PlainDialogue } from '../src/load-client/plain-dialogue.ts'
import { SteadyTraffic } from '../src/load-client/steady-traffic.ts'
import { Talk } from '../src/load-client/talk.ts'
import { parseTarget } from '../src/load-client/target.ts'
import { startServer } from './echo-server.ts'

it('counts a late answer to the window in which its request was due, from when it was due', async () => {
  const first = Promise.withResolvers<() => void>()
  let held = true
  await using server = await startServer((socket) => {
    socket.on('message', (data) => {
      const answer = (): void => socket.send(data, { binary: false })
      if (held) first.resolve(answer)
      else answer()
    })
  })
  const fail = (): void => expect.fail('the server only echoes')
  const listener = { wrong: fail, back: fail, lost: fail }
  const speech = { kind: 'canary', bytes: 64 } as const
  const talk = await Talk.open({ target: parseTarget(server.address), clientId: 'ada' }, new PlainDialogue('ada', speech), listener)
  const traffic = new SteadyTraffic([talk], 100, 'ask')
  const during = traffic.window()
  const begun = performance.now()
  const answer = await first.promise
  const after = traffic.window()
  held = false
  answer()
  expect(await traffic.stop(10)).toBe(0)
  await talk.close()
  expect(during.count + after.count).toBe(traffic.answersOf(talk))
  expect(during.count).toBeGreaterThan(0)
  expect(during.max / 1000).toBeLessThanOrEqual(performance.now() - begun)
})
