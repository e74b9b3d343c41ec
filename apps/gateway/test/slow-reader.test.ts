import { decodeServerMessage, type EventEnvelope, type ServerMessage } from '@tutor/protocol'
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

/** The events of a session in the order in which one connection got them. */
function eventsIn(messages: readonly ServerMessage[]): EventEnvelope[] {
  return messages.filter((message) => message.type === 'event')
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
  // What was for them is 250 MB. The session's own history, in memory too, is about 40.
  expect((after.rss - before.rss) / megabyte).toBeLessThan(readers * 2 + 100)
  expect(floodedP99).toBeLessThan(Math.max(100, 5 * calmP99))
  for (const each of slow) each[Symbol.dispose]()
})

test('F2 WIRE-53 a client that was dropped for reading too slowly has got a history without a gap, and gets the rest by resuming', async () => {
  await using server = new TestServer({ AGENT: 'echo' })
  const address = await server.address()
  await using asker = await NativeSocket.open(`ws://${address}/ws/1`)
  using slow = await RawWebSocket.open(`http://${address}/ws/1`, 'tutor.v1')
  // A few of them before it is there, perhaps.
  const all = await flood(asker, 'flood', 300)

  const got = eventsIn((await slow.drain()).texts.map(decodeServerMessage))
  const [first, last] = [got[0] as EventEnvelope, got.at(-1) as EventEnvelope]
  const missed = all.slice(0, first.seq - 1)
  expect(got).toEqual(all.slice(missed.length, last.seq))
  expect(last.seq).toBeLessThan(all.length)

  await using again = await NativeSocket.open(`ws://${address}/ws/1`)
  const rest = await resumeFrom(again, last)
  expect([...missed, ...got, ...rest]).toEqual(all)
})

/** Everything after a position, over all pages of the replay. */
async function resumeFrom(client: NativeSocket, { epoch, seq }: EventEnvelope): Promise<EventEnvelope[]> {
  const events: EventEnvelope[] = []
  client.send({ type: 'resume', epoch, seq })
  const [resumed] = (await client.until(({ type }) => type === 'resumed')).slice(-1)
  const head = resumed?.type === 'resumed' ? resumed.head : 0
  while ((events.at(-1)?.seq ?? seq) < head) {
    const message = await client.next()
    if (message.type === 'event') events.push(message)
    if (message.type === 'more') client.send({ type: 'resume', epoch: message.epoch, seq: message.seq })
  }
  return events
}
