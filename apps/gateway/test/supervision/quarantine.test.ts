import type { ServerMessage } from '@tutor/protocol'
import { expect, test, vi } from 'vitest'
import { readSupervisionSettings } from '../../src/supervision/supervision-settings.ts'
import type { Placement } from '../../src/supervision/session-thread.ts'
import { NativeSocket, openGateway, type TestGateway } from '../test-gateway.ts'

const isHello = ({ type }: ServerMessage): boolean => type === 'hello'

async function join(gateway: TestGateway, client: string): Promise<NativeSocket> {
  const socket = await NativeSocket.open(`${gateway.ws}/ws/${client}`)
  await socket.until(isHello)
  return socket
}

/** Lets its session fail, and waits until it is back. */
async function offend(client: NativeSocket): Promise<void> {
  client.ask('harm', 'crash 0')
  await client.until(({ type }) => type === 'recovering')
  await client.until(isHello)
}

/** Waits until the threads have said that so many sessions are on those of one placement. */
async function until(gateway: TestGateway, placement: Placement, count: number): Promise<void> {
  const sum = async (): Promise<number> => {
    const { threads } = await gateway.health()
    return threads.reduce((total, thread) => total + (thread.placement === placement ? thread.sessions : 0), 0)
  }
  await vi.waitFor(async () => expect(await sum()).toBe(count), { interval: 20, timeout: 20_000 })
}

test('who fails is opened alone, and is alone again when the client leaves and comes back', async () => {
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty' })
  await using _quiet = await join(gateway, 'quiet')
  await using client = await join(gateway, 'offender')
  await until(gateway, 'shared', 2)
  await offend(client)
  await until(gateway, 'dedicated', 1)
  await client[Symbol.asyncDispose]()
  await until(gateway, 'dedicated', 0)
  await using _again = await join(gateway, 'offender')
  await until(gateway, 'dedicated', 1)
  await until(gateway, 'shared', 1)
})

test('who finds no thread of its own waits on its socket until there is one', async () => {
  const supervision = { ...readSupervisionSettings({}), dedicatedThreads: 1 }
  await using gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty', supervision })
  await using first = await join(gateway, 'first')
  await using second = await join(gateway, 'second')
  await offend(first)
  await until(gateway, 'dedicated', 1)
  const back = offend(second)
  await until(gateway, 'shared', 0)
  await first[Symbol.asyncDispose]()
  await back
  await until(gateway, 'dedicated', 1)
})
