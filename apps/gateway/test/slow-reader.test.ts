import type { EventEnvelope } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { RawWebSocket } from './raw-web-socket.ts'
import { NativeSocket, TestSocket } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

const megabyte = 1024 * 1024

/** Asks for one answer of 32 KB after the other. @returns all events */
async function flood(asker: NativeSocket, label: string, answers: number): Promise<EventEnvelope[]> {
  const events: EventEnvelope[] = []
  for (let i = 0; i < answers; i++) events.push(...(await asker.run(`${label}-${i}`, `${i} ${'x'.repeat(32_768)}`)))
  return events
}

/** Sends and gets back small texts until the work is done. @returns the 99th percentile of the round trips, in ms */
async function p99During(bystander: TestSocket, work: Promise<unknown>): Promise<number> {
  const roundTrips: number[] = []
  let working = true
  void work.finally(() => (working = false))
  while (working) {
    const begin = performance.now()
    bystander.send('hello')
    await bystander.next()
    roundTrips.push(performance.now() - begin)
  }
  return roundTrips.toSorted((a, b) => a - b)[Math.floor(roundTrips.length * 0.99)] ?? Infinity
}

test('F1 clients that stop reading cost a bounded amount of memory, and nobody else waits for them', async () => {
  const readers = 10
  await using server = new TestServer({ AGENT: 'echo', STORE: 'memory' })
  const address = await server.address()
  await using bystander = await TestSocket.open(`ws://${address}/ws/bystander`)
  await using asker = await NativeSocket.open(`ws://${address}/ws/flooded`)
  const calmP99 = await p99During(bystander, flood(asker, 'calm', 300))
  const before = await server.health()

  const slow = await Promise.all(Array.from({ length: readers }, () => RawWebSocket.open(`http://${address}/ws/flooded`, 'tutor.v1')))
  const floodedP99 = await p99During(bystander, flood(asker, 'flood', 300))
  const after = await server.health()

  expect(after.connections).toBe(2)
  expect((after.rss - before.rss) / megabyte).toBeLessThan(readers * 2 + 40)
  expect(floodedP99).toBeLessThan(Math.max(100, 5 * calmP99))
  for (const each of slow) each[Symbol.dispose]()
})
