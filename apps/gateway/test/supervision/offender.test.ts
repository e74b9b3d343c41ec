import type { ServerMessage } from '@tutor/protocol'
import { expect, test, vi } from 'vitest'
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
}

async function recovered({ quiet, offender }: Scene): Promise<Recovered> {
  const begin = performance.now()
  await quiet.until(isRecovering)
  await quiet.until(({ type }) => type === 'hello')
  const ms = performance.now() - begin
  const told = await offender.until(({ type }) => type === 'hello')
  return { ms, times: told.filter(isRecovering).length }
}

/** Waits until the quiet session is on a shared thread and the offender on one of its own: threads say so with their beats. */
async function separated({ gateway }: Scene): Promise<void> {
  const sessions = async (): Promise<object> => {
    const { threads } = await gateway.health()
    return threads.map(({ placement, sessions }) => ({ placement, sessions })).toSorted((a, b) => (a.placement < b.placement ? -1 : 1))
  }
  const apart = [{ placement: 'dedicated', sessions: 1 }, { placement: 'shared', sessions: 1 }]
  await vi.waitFor(async () => expect(await sessions()).toEqual(apart), { interval: 20, timeout: 10_000 })
}

test.for(['loop', 'regex', 'block'])('I5 I6 after “%s”, during which the gateway answers, the others are back within 5 s; the offender does it again alone, until it is set aside', async (fault) => {
  const slow = busyness()
  // The first as in the product; how a thread hangs makes no difference to how long that takes.
  await using scene = await openScene(fault === 'loop' ? {} : { hangMs: 1_000 })
  const { quiet, offender } = scene
  offender.ask('harm', fault)
  // The gateway goes on meanwhile.
  quiet.send({ type: 'ping' })
  expect(await quiet.next()).toEqual({ type: 'pong' })
  const { ms, times } = await recovered(scene)
  expect(ms).toBeLessThan(5_000 * slow)
  expect(times).toBe(3)
  await separated(scene)
  expect(textOf(await offender.run('after', 'I am good.'))).toBe('I am good.')
  // All that the quiet session is told is its own answer: it was away once.
  quiet.ask('after', 'Still here.')
  const told = await quiet.until((message) => message.type === 'event' && message.event.type === 'RUN_FINISHED')
  expect(told.filter(isRecovering)).toEqual([])
})

test('I2 after a heap overflow the others are back within 2 s on the sockets they had', async () => {
  const slow = busyness()
  await using scene = await openScene()
  scene.offender.ask('harm', 'heap')
  const { ms } = await recovered(scene)
  expect(ms).toBeLessThan(2_000 * slow)
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
  expect(scene.quiet.socket.socket.readyState).toBe(WebSocket.OPEN)
})

test('I4 Buffers that are filled at one go are traced to the session that did', async () => {
  await using scene = await openScene()
  scene.offender.ask('harm', 'buffers-sync')
  await recovered(scene)
  // Its run had ended, or is begun anew: either way it is alone now.
  await separated(scene)
})

test('I4 a thread whose Buffers outgrow their bound is ended, and the offender is alone', async () => {
  await using scene = await openScene({ threadBuffersMb: 200 })
  const before = process.memoryUsage.rss()
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10)
  scene.offender.ask('harm', 'buffers')
  await recovered(scene)
  clearInterval(watch)
  expect(most - before).toBeLessThan(500_000_000)
  await separated(scene)
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
})

test('I4 when the process has too much memory, the thread that fills it is ended', async () => {
  await using scene = await openScene({ threadBuffersMb: 1_000_000, maxRssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024) + 300 })
  scene.offender.ask('harm', 'buffers')
  await recovered(scene)
  await separated(scene)
  expect(textOf(await scene.quiet.run('after', 'Still here.'))).toBe('Still here.')
})
