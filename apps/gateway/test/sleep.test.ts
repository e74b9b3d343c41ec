import { expect, test } from 'vitest'
import { NativeSocket, openGateway, TestSocket, textOf, type TestGateway } from './test-gateway.ts'

async function asleep(gateway: TestGateway, sessions: number): Promise<void> {
  while ((await gateway.health()).asleep < sessions) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('WIRE-58 F5 an idle session sleeps; its ping is answered, and the next message wakes it without a word', async () => {
  await using gateway = await openGateway({ store: 'sqlite', idleMs: 50 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const before = await client.run('r1', 'One.')
  await asleep(gateway, 1)
  client.send({ type: 'ping' })
  expect(await client.next()).toEqual({ type: 'pong' })
  expect(await gateway.health()).toMatchObject({ sessions: 0, asleep: 1, connections: 1 })
  const after = await client.run('r2', 'Two.')
  expect(textOf(after)).toBe('Two.')
  expect(after.map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10])
  expect(after[0]!.epoch).toBeGreaterThan(before[0]!.epoch)
})

test('WIRE-63 a plain client does not notice that its session sleeps', async () => {
  await using gateway = await openGateway({ store: 'sqlite', idleMs: 50 })
  await using client = await TestSocket.open(`${gateway.ws}/ws/1`)
  for (const question of ['One.', 'Two.', 'Three.']) {
    client.send(question)
    expect(await client.next()).toBe(question)
    await asleep(gateway, 1)
  }
})

test('F8 a message that arrives while its session falls asleep is answered once', async () => {
  await using gateway = await openGateway({ store: 'sqlite', idleMs: 50, threads: 1 })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  const runs = 60
  const asked: Promise<void>[] = []
  for (let run = 0; run < runs; run++) {
    // From well before to well after the moment at which it falls asleep.
    await new Promise((resolve) => setTimeout(resolve, 40 + (run % 30)))
    asked.push(client.run(`r${run}`, `Question ${run}`).then((events) => {
      expect(textOf(events)).toBe(`Question ${run}`)
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5].map((step) => run * 5 + step))
    }))
    await asked.at(-1)
  }
  expect(asked).toHaveLength(runs)
})

test('a session whose last client leaves sleeps, and finds its documents and its history when the client comes back', async () => {
  await using gateway = await openGateway({ store: 'sqlite', agent: 'tutor' })
  const client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  await client.next()
  await client.upload('u1', 'notes.md', Buffer.from('# Rivers\n\nThe Danube rises in the Black Forest.\n'))
  await client[Symbol.asyncDispose]()
  while ((await gateway.health()).sessions > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  await using back = await NativeSocket.open(`${gateway.ws}/ws/1`)
  expect(await back.next()).toMatchObject({ type: 'hello', seq: 1, documents: [{ name: 'notes.md' }] })
  expect(textOf(await back.run('r1', 'Where does the Danube rise?'))).toContain('Black Forest')
})
