import type { EventEnvelope, Position, ServerMessage } from '@tutor/protocol'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NativeSocket, openGateway } from './test-gateway.ts'

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tutor-test-'))
})

afterAll(() => rm(dataDir, { recursive: true }))

/** Everything after a position, page by page, until the client has caught up. */
async function replay(client: NativeSocket, from: Position): Promise<{ start: ServerMessage; events: EventEnvelope[]; pages: number }> {
  const events: EventEnvelope[] = []
  client.send({ type: 'resume', ...from })
  let start: ServerMessage | undefined
  let head = Infinity
  for (let pages = 1; ; ) {
    const message = await client.next()
    if (message.type === 'resumed' || message.type === 'resync') {
      start ??= message
      head = message.head
    }
    if (message.type === 'event') events.push(message)
    if (message.type === 'more') {
      pages++
      client.send({ type: 'resume', epoch: message.epoch, seq: message.seq })
    } else if (start && (events.at(-1)?.seq ?? start.type === 'resumed' ? (events.at(-1)?.seq ?? from.seq) : head) >= head) return { start, events, pages }
  }
}

test('D5 WIRE-53 WIRE-54 after a restart, any position gets exactly what follows it, page by page', async () => {
  const told: EventEnvelope[] = []
  {
    await using gateway = await openGateway({ store: 'sqlite', dataDir })
    await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
    await client.next()
    for (let run = 0; run < 30; run++) told.push(...(await client.run(`r${run}`, `${run} ${'x'.repeat(20_000)}`)))
  }
  await using gateway = await openGateway({ store: 'sqlite', dataDir })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/1`)
  expect(await client.next()).toMatchObject({ type: 'hello', seq: told.length })
  for (const seq of [0, 1, 2, 77, told.length - 1, told.length]) {
    const { start, events, pages } = await replay(client, { epoch: told[seq - 1]?.epoch ?? 0, seq })
    expect(start).toMatchObject({ type: 'resumed', seq, head: told.length })
    expect(events).toEqual(told.slice(seq))
    if (seq === 0) expect(pages).toBeGreaterThan(3)
  }
})

test('D6 WIRE-55 a position that the history does not have is answered by a resync that says why', async () => {
  await using gateway = await openGateway({ store: 'sqlite', dataDir })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/2`)
  await client.next()
  const events = await client.run('r1', 'Hello')
  const { epoch, seq } = events.at(-1)!
  for (const position of [{ epoch, seq: seq + 1 }, { epoch: epoch + 1, seq }, { epoch: epoch + 7, seq: 1 }]) {
    const { start, events: after } = await replay(client, position)
    expect(start).toMatchObject({ type: 'resync', reason: 'position_ahead', seq, messages: [{ content: 'Hello' }, { content: 'Hello' }] })
    expect(after).toEqual([])
  }
})

test('D2 WIRE-52 a message that is sent again has no second effect, also after a restart; another one with its id is refused', async () => {
  const message = { id: 'm1', content: 'Once' }
  {
    await using gateway = await openGateway({ store: 'sqlite', dataDir })
    await using client = await NativeSocket.open(`${gateway.ws}/ws/3`)
    await client.next()
    client.send({ type: 'run', runId: 'r1', message })
    client.send({ type: 'run', runId: 'r1', message })
    const told = await client.until(({ type }) => type === 'ack')
    expect(told.at(-1)).toEqual({ type: 'ack', runId: 'r1' })
  }
  await using gateway = await openGateway({ store: 'sqlite', dataDir })
  await using client = await NativeSocket.open(`${gateway.ws}/ws/3`)
  expect(await client.next()).toMatchObject({ type: 'hello', seq: 5 })
  client.send({ type: 'run', runId: 'r1', message })
  expect(await client.next()).toEqual({ type: 'ack', runId: 'r1' })
  client.send({ type: 'run', runId: 'r1', message: { id: 'm1', content: 'Twice' } })
  expect(await client.next()).toMatchObject({ type: 'error', code: 'message_id_used', ref: 'r1' })
})
