import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setImmediate } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { SessionServer, type ToolClient } from '../src/index.ts'
import { Desk, deskCatalogue } from './desk.ts'

const count = 1000
const patient = { timeout: 60_000 }
/** One for all, so that it does not count. */
const desk = new Desk()

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** The first sessions also pay for what the SDK makes once. */
beforeAll(async () => {
  const sessions = await open(useFirst)
  await Promise.all(sessions.map((session) => session.close()))
}, patient.timeout)

test('MCP-13 a session with one used client takes less than 20 KB; listing and closing, none', patient, async () => {
  const start = await heapKilobytes()
  const sessions = await open(useFirst)
  const used = await heapKilobytes()
  expect(used - start).toBeLessThan(20 * count)
  for (const { first } of sessions) await first.list()
  expect((await heapKilobytes()) - used).toBeLessThan(0.5 * count)
  for (const session of sessions) await session.close()
  sessions.length = 0
  expect((await heapKilobytes()) - start).toBeLessThan(0.5 * count)
})

test('MCP-13 an unused session with two clients takes less than 0.5 KB', patient, async () => {
  // So many that what the test runner itself allocates meanwhile does not count.
  const many = 10 * count
  const start = await heapKilobytes()
  const sessions = await open(async () => {}, many)
  expect((await heapKilobytes()) - start).toBeLessThan(0.5 * many)
  for (const session of sessions) await session.close()
})

async function useFirst(client: ToolClient): Promise<void> {
  await client.call('desk.note', { text: 'hello' })
}

/** Opens the sessions one after the other, each with two clients. */
async function open(use: (first: ToolClient) => Promise<void>, sessionCount = count): Promise<SessionWithClients[]> {
  const sessions: SessionWithClients[] = []
  for (let index = 0; index < sessionCount; index++) {
    const session = new SessionWithClients(deskCatalogue, desk, () => {})
    sessions.push(session)
    await use(session.first)
  }
  return sessions
}

class SessionWithClients extends SessionServer<Desk> {
  readonly first = this.client('orchestrator')
  readonly second = this.client('document')
}

async function heapKilobytes(): Promise<number> {
  // Twice, with a turn of the event loop between, for what only finalisers let go.
  collectGarbage()
  await setImmediate()
  collectGarbage()
  return process.memoryUsage().heapUsed / 1024
}
