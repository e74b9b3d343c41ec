import { expect, test } from 'vitest'
import { isEnd, NativeSocket, textOf } from './test-gateway.ts'
import { TestServer } from './test-server.ts'

const waits = /waiting for the server that has the data folder/

/** A second server for the place of the first, started while that one runs. */
async function startBeside(first: TestServer, env: Record<string, string>): Promise<TestServer> {
  const port = (await first.address()).split(':')[1] ?? ''
  return new TestServer({ DATA_DIR: first.dataDir, PORT: port, ...env })
}

test('F6 a new server takes the place of the old one as soon as that one stops, and goes on with its sessions', async () => {
  await using first = new TestServer({ AGENT: 'echo' })
  await using client = await NativeSocket.open(`ws://${await first.address()}/ws/1`)
  await client.run('r1', 'Before.')
  await using second = await startBeside(first, { AGENT: 'echo', HANDOVER_S: '60' })
  await second.errors.first(waits)
  expect(textOf(await client.run('r2', 'Still the old one.'))).toBe('Still the old one.')
  first.process.kill('SIGTERM')
  await client.until(({ type }) => type === 'stopping')
  expect(await client.socket.closed).toMatchObject({ code: 1001, reason: 'server_stopping' })
  expect(await first.exited).toEqual([0, null])

  expect(await second.address()).toBe(await first.address())
  await using again = await NativeSocket.open(`ws://${await second.address()}/ws/1`)
  again.send({ type: 'resume', epoch: 0, seq: 0 })
  again.ask('r3', 'After.')
  const messages = await again.until((message) => message.type === 'event' && isEnd(message.event) && 'runId' in message.event && message.event.runId === 'r3')
  expect(textOf(messages.filter((message) => message.type === 'event'))).toBe('Before.Still the old one.After.')
  expect(second.errors.all).toEqual([expect.stringMatching(waits)])
  second.process.kill('SIGTERM')
  expect(await second.exited).toEqual([0, null])
})

test('a server that waits for another one ends at once when it is told to, and the other one goes on', async () => {
  await using first = new TestServer({ AGENT: 'echo' })
  await using second = await startBeside(first, { HANDOVER_S: '600' })
  await second.errors.first(waits)
  second.process.kill('SIGTERM')
  expect(await second.exited).toEqual([0, null])
  await using client = await NativeSocket.open(`ws://${await first.address()}/ws/1`)
  expect(textOf(await client.run('r1', 'Still here.'))).toBe('Still here.')
})

test('a server that waits in vain gives up with 78', async () => {
  await using first = new TestServer({ AGENT: 'echo' })
  await using second = await startBeside(first, { HANDOVER_S: '1' })
  expect(await second.exited).toEqual([78, null])
  await second.gone
  expect(second.errors.all).toEqual([expect.stringMatching(waits), expect.stringMatching(/^Cannot start: The data folder .* is in use by another server\./)])
})

test('a server that waits takes over from one that crashes, whose supervisor then leaves it the place', async () => {
  await using first = new TestServer({ AGENT: 'echo' })
  await using second = await startBeside(first, { AGENT: 'echo', HANDOVER_S: '60' })
  await second.errors.first(waits)
  process.kill((await first.health()).pid, 'SIGKILL')
  expect(await second.address()).toBe(await first.address())
  expect(await first.exited).toEqual([78, null])
})

test('with STORE=memory the port alone is handed over', async () => {
  await using first = new TestServer({ AGENT: 'echo', STORE: 'memory' })
  await using second = await startBeside(first, { AGENT: 'echo', STORE: 'memory', HANDOVER_S: '60' })
  await second.errors.first(/waiting for the server that has the port/)
  first.process.kill('SIGTERM')
  expect(await first.exited).toEqual([0, null])
  await using client = await NativeSocket.open(`ws://${await second.address()}/ws/1`)
  expect(textOf(await client.run('r1', 'Here.'))).toBe('Here.')
})

test.for(['loop', 'block'])('F6 a stop does not wait for an answer that hangs its thread (%s)', async (fault) => {
  await using server = new TestServer({ AGENT: 'faulty', DRAIN_MS: '200', HANG_MS: '60000' })
  await using client = await NativeSocket.open(`ws://${await server.address()}/ws/1`)
  client.ask('r1', fault)
  // Order: the pong says that the question is on its way to the thread, before what the stop tells it.
  client.send({ type: 'ping' })
  await client.until(({ type }) => type === 'pong')
  const begin = performance.now()
  server.process.kill('SIGTERM')
  expect(await server.exited).toEqual([0, null])
  expect(performance.now() - begin).toBeLessThan(15_000)
})
