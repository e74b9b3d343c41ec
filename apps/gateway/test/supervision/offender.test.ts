import type { ServerMessage } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { readSupervisionSettings, type SupervisionSettings } from '../../src/supervision/supervision-settings.ts'
import { busyness } from '../busyness.ts'
import { NativeSocket, openGateway, textOf, type TestGateway } from '../test-gateway.ts'

interface Scene extends AsyncDisposable {
  readonly gateway: TestGateway
  /** On the same thread. */
  readonly quiet: NativeSocket
  readonly offender: NativeSocket
}

/** A quiet session and one that will do harm, on the only shared thread. */
async function openScene(supervision: Partial<SupervisionSettings> = {}): Promise<Scene> {
  const settings = { ...readSupervisionSettings({}), ...supervision }
  const gateway = await openGateway({ threads: 1, store: 'sqlite', agent: 'faulty', supervision: settings })
  const quiet = await NativeSocket.open(`${gateway.ws}/ws/quiet`)
  const offender = await NativeSocket.open(`${gateway.ws}/ws/offender`)
  await quiet.run('before', 'I am quiet.')
  await offender.run('before', 'So am I.')
  return {
    gateway,
    quiet,
    offender,
    async [Symbol.asyncDispose]() {
      await Promise.all([quiet[Symbol.asyncDispose](), offender[Symbol.asyncDispose]()])
      await gateway[Symbol.asyncDispose]()
    },
  }
}

const isRecovering = ({ type }: ServerMessage): boolean => type === 'recovering'

interface Recovered {
  /** How long the quiet session was away, in ms. */
  readonly ms: number
  /** How often the offender was, until it could say so. */
  readonly times: number
  /** Where both are then. */
  readonly places: Record<string, number>
}

async function recovered({ gateway, quiet, offender }: Scene): Promise<Recovered> {
  const begin = performance.now()
  await quiet.until(isRecovering)
  await quiet.until(({ type }) => type === 'hello')
  const ms = performance.now() - begin
  const told = await offender.until(({ type }) => type === 'hello')
  return { ms, times: told.filter(isRecovering).length, places: await places(gateway) }
}

/** How many sessions are on threads of each placement. */
async function places(gateway: TestGateway): Promise<Record<string, number>> {
  const { threads } = await gateway.health()
  const sessions = (placement: string): number => threads.filter((each) => each.placement === placement).reduce((sum, each) => sum + each.sessions, 0)
  return { shared: sessions('shared'), dedicated: sessions('dedicated') }
}

test.for(['loop', 'regex', 'block'])('I5 after “%s” the others are back within 5 s; the offender does it again alone, until it is set aside', async (fault) => {
  const slow = busyness()
  await using scene = await openScene()
  const { quiet, offender } = scene
  offender.ask('harm', fault)
  const { ms, times, places } = await recovered(scene)
  expect(ms).toBeLessThan(5_000 * slow)
  expect(times).toBe(3)
  expect(places).toEqual({ shared: 1, dedicated: 1 })
  expect(textOf(await offender.run('after', 'I am good.'))).toBe('I am good.')
  // All that the quiet session is told is its own answer: it was away once.
  quiet.ask('after', 'Still here.')
  const told = await quiet.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED')
  expect(told.filter(isRecovering)).toEqual([])
})

test('I2 after a heap overflow the others are back within 2 s on the sockets they had, and the offender is alone', async () => {
  const slow = busyness()
  await using scene = await openScene({ threadHeapMb: 128 })
  scene.offender.ask('harm', 'heap')
  const { ms, places } = await recovered(scene)
  expect(ms).toBeLessThan(2_000 * slow)
  expect(places).toMatchObject({ shared: 1 })
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
  expect(scene.quiet.socket.socket.readyState).toBe(WebSocket.OPEN)
})

test('I4 a thread whose Buffers outgrow their bound is ended, and the offender is alone', async () => {
  await using scene = await openScene({ threadBuffersMb: 200 })
  const before = process.memoryUsage.rss()
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10)
  scene.offender.ask('harm', 'buffers')
  const { places } = await recovered(scene)
  clearInterval(watch)
  expect(most - before).toBeLessThan(500_000_000)
  expect(places).toEqual({ shared: 1, dedicated: 1 })
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
})

test('I4 when the process has too much memory, the thread that fills it is ended', async () => {
  await using scene = await openScene({ threadBuffersMb: 1_000_000, maxRssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024) + 300 })
  scene.offender.ask('harm', 'buffers')
  const { places } = await recovered(scene)
  expect(places).toEqual({ shared: 1, dedicated: 1 })
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
})
