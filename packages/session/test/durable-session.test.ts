import { TutorError, type EventEnvelope, type ServerMessage } from '@tutor/protocol'
import { MemoryStore } from '@tutor/storage'
import { say, stall, waitFor, type ModelReply } from '@tutor/testkit'
import { afterEach, expect, test, vi } from 'vitest'
import { decodeRecord } from '../src/journal-format.ts'
import { SessionState } from '../src/session-state.ts'
import { HeldStore } from './held-store.ts'
import { isEvent, nameOf, openSession, type TestSession } from './open-session.ts'

afterEach(() => vi.useRealTimers())

const finished = isEvent('RUN_FINISHED')

function isRunEnd(runId: string): (message: ServerMessage) => boolean {
  return (message) => message.type === 'event' && message.event.type === 'RUN_FINISHED' && message.event.runId === runId
}

/** The owner dies: nothing of it is asked any more, and what it had not kept is gone. */
function die(session: TestSession): void {
  session.session.failed(new Error('died'))
}

test('D4 WIRE-50 nothing is told of a run before it is kept', async () => {
  const store = new HeldStore()
  const { watch } = await openSession(store, [[say('One.')]])
  const watcher = watch()
  const disk = Promise.withResolvers<void>()
  store.hold(disk.promise)
  watcher.ask('r1', 'Hello')
  await vi.waitUntil(() => store.appends.length > 0)
  await new Promise(setImmediate)
  expect(watcher.types()).toEqual(['hello'])
  disk.resolve()
  await watcher.until(finished)
})

test('D4 WIRE-62 SESSION-11 a store that fails: the asker is told, nobody sees an event, and the session closes itself once', async () => {
  const store = new HeldStore()
  const opened = await openSession(store, [[say('One.')]])
  const [asker, other] = [opened.watch(), opened.watch()]
  store.hold(Promise.reject(new TutorError('storage_unavailable')))
  asker.ask('r1', 'Hello')
  expect(await asker.until(({ type }) => type === 'error')).toMatchObject({ code: 'storage_unavailable', ref: 'r1', retryable: true })
  asker.ask('r2', 'Still there?')
  await new Promise(setImmediate)
  expect(asker.types()).toEqual(['hello', 'error'])
  expect(other.types()).toEqual(['hello'])
  expect(opened.failures).toHaveLength(1)
})

test('D7 SESSION-9 text that was sent is kept after 2,048 characters, or a second after the first of it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const store = new HeldStore()
  const words = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(60)} `)
  const { watch } = await openSession(store, [[say('Once.', ...words), stall()]])
  const watcher = watch()
  watcher.ask('r1', 'Tell me a story')
  await watcher.until((message) => message.type === 'event' && message.event.type === 'TEXT_MESSAGE_CONTENT' && message.event.delta.includes('48 '))
  const text = (): string => store.appends.map(({ body }) => body).join('')
  await vi.waitUntil(() => text().includes('30 x'))
  expect(text()).not.toContain('48 x')
  vi.advanceTimersByTime(1000)
  expect(text()).toContain('48 x')
})

test('D10 SESSION-8 a session that is opened anew knows what it knew, from records or from a snapshot', async () => {
  for (const runs of [3, 40]) {
    const store = new HeldStore()
    const first = await openSession(store, Array.from({ length: runs }, (_, run): ModelReply => [say(`Answer ${run}.`)]))
    const watcher = first.watch()
    watcher.attachment.receive({ type: 'upload', uploadId: 'u1', name: 'a.md', bytes: 11 })
    watcher.attachment.receive({ type: 'upload_chunk', uploadId: 'u1', offset: 0, data: Buffer.from('# A\n\nAlpha.').toString('base64') })
    await watcher.until(isEvent('tutor.document_added'))
    for (let run = 0; run < runs; run++) {
      watcher.ask(`r${run}`, `Question ${run}`)
      await watcher.until(isRunEnd(`r${run}`))
    }
    const state = new SessionState()
    for (const message of watcher.messages) if (message.type === 'event') state.apply(message)
    await first.session.close()
    const again = await store.open('anna')
    // SESSION-10: 200 events are worth a snapshot, 16 are not.
    expect(again.snapshot !== undefined).toBe(runs > 12)
    expect(JSON.stringify(SessionState.restore(again, 'anna').state)).toBe(JSON.stringify(state))
    const { watch } = await openSession(store)
    const hello = await watch().until(({ type }) => type === 'hello')
    expect(hello).toMatchObject({ seq: (watcher.messages.at(-1) as EventEnvelope).seq, documents: [{ name: 'a.md' }] })
  }
})

test('SESSION-10 a session that stays awake leaves a snapshot every 2,000 events', async () => {
  const store = new MemoryStore()
  const { watch } = await openSession(store, [], { agent: 'echo' })
  const watcher = watch()
  for (let run = 0; run <= 400; run++) {
    watcher.ask(`r${run}`, `Question ${run}`)
    await vi.waitUntil(() => isRunEnd(`r${run}`)(watcher.messages.at(-1)!), { interval: 0 })
  }
  await new Promise(setImmediate)
  expect((await store.open('anna')).snapshot?.seq).toBeGreaterThanOrEqual(2000)
})

test('WIRE-51 WIRE-56 I8 D7 an answer is begun three times at most; then its message is parked, and the next one is answered', async () => {
  const store = new MemoryStore()
  let opened = await openSession(store, [[say('Half'), stall()]])
  const first = opened.watch()
  first.ask('r1', 'Tell me a story')
  await first.until(isEvent('TEXT_MESSAGE_CONTENT'))
  first.ask('r2', 'And another')
  await first.until(isEvent('tutor.run_queued'))
  const told: string[] = []
  for (let death = 1; death <= 3; death++) {
    die(opened)
    opened = await openSession(store, death < 3 ? [[say('Half'), stall()]] : [[say('Whole.')]])
    const watcher = opened.watch()
    await watcher.until(death < 3 ? isEvent('TEXT_MESSAGE_CONTENT') : finished)
    watcher.resume({ epoch: 0, seq: 0 })
    await watcher.until(({ type }) => type === 'resumed')
    const events = (await store.read('anna', 0, Infinity)).flatMap((record) => decodeRecord(record, 'anna')).map(({ event }) => event)
    told.splice(0, told.length, ...events.map(nameOf))
    if (death === 3) expect(events.find(({ type }) => type === 'RUN_ERROR')).toMatchObject({ code: 'message_parked' })
  }
  expect(told.filter((name) => name === 'tutor.run_restarted')).toHaveLength(2)
  expect(told.filter((name) => name === 'RUN_ERROR')).toHaveLength(1)
  expect(told.filter((name) => name === 'RUN_FINISHED')).toHaveLength(1)
})

test('SESSION-14 a session that is abandoned tells nobody anything, and its next owner counts a failed attempt', async () => {
  const store = new MemoryStore()
  const { session, watch, failures } = await openSession(store, [[say('Half'), stall()]])
  const watcher = watch()
  watcher.ask('r1', 'Tell me a story')
  await watcher.until(isEvent('TEXT_MESSAGE_CONTENT'))
  const told = [...watcher.messages]
  session.abandon()
  session.abandon()
  await session.close()
  expect(watcher.messages).toEqual(told)
  expect(failures).toEqual([])
  const again = (await openSession(store, [[say('Whole.')]])).watch()
  again.resume({ epoch: 0, seq: 0 })
  expect(await again.until(isEvent('tutor.run_restarted'))).toMatchObject({ event: { value: { runId: 'r1', attempt: 2 } } })
})

test('WIRE-56 a run that had changed the documents is not run again', async () => {
  const store = new MemoryStore()
  const opened = await openSession(store)
  const watcher = opened.watch()
  const kept = store.append.bind(store)
  // The disk is fast enough for the change, and the server dies before the run's end is kept.
  vi.spyOn(store, 'append').mockImplementation((append) => (append.body.includes('"done"') ? new Promise<void>(() => {}) : kept(append)))
  watcher.ask('r1', '/note Alpha is the first letter.')
  await watcher.until(isEvent('tutor.document_added'))
  die(opened)
  vi.restoreAllMocks()
  const { watch } = await openSession(store)
  const again = watch()
  again.resume({ epoch: 0, seq: 0 })
  expect(await again.until(isEvent('RUN_ERROR'))).toMatchObject({ event: { code: 'run_interrupted' } })
  expect(again.types()).not.toContain('tutor.run_restarted')
})

test('WIRE-55 D6 a position that the store no longer reaches back to has expired', async () => {
  const { watch } = await openSession(new MemoryStore({ events: 20 }), [], { agent: 'echo' })
  const watcher = watch()
  for (let run = 0; run < 20; run++) {
    watcher.ask(`r${run}`, `Question ${run}`)
    await watcher.until(isRunEnd(`r${run}`))
  }
  const last = (await watcher.until(isRunEnd('r19'))) as EventEnvelope
  const late = watch()
  late.resume({ epoch: last.epoch, seq: 5 })
  const resync = await late.until(({ type }) => type === 'resync')
  expect(resync).toMatchObject({ reason: 'position_expired', seq: last.seq })
  expect(resync.type === 'resync' && resync.messages.at(-1)).toMatchObject({ content: 'Question 19' })
})

test('WIRE-55 D6 where nothing is kept, a position behind the head has expired too', async () => {
  const { watch } = await openSession(new MemoryStore({ events: 0 }), [], { agent: 'echo' })
  const watcher = watch()
  watcher.ask('r1', 'Hello')
  const last = (await watcher.until(isRunEnd('r1'))) as EventEnvelope
  watcher.resume({ epoch: last.epoch, seq: 2 })
  expect(await watcher.until(({ type }) => type === 'resync')).toMatchObject({ reason: 'position_expired', seq: last.seq, messages: [] })
})

test('D3 WIRE-21 events are numbered without a gap over all owners of a session', async () => {
  const store = new MemoryStore()
  const all: EventEnvelope[] = []
  for (let owner = 0; owner < 5; owner++) {
    const { session, watch } = await openSession(store, [], { agent: 'echo' })
    const watcher = watch()
    for (let run = 0; run < 3; run++) watcher.ask(`r${owner}-${run}`, 'Hello')
    await watcher.until(isRunEnd(`r${owner}-2`))
    all.push(...watcher.messages.filter((message) => message.type === 'event'))
    await session.close()
  }
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1))
  expect(new Set(all.map(({ epoch }) => epoch)).size).toBe(5)
  expect(nameOf(all[0]!.event)).toBe('RUN_STARTED')
})

test('WIRE-89 SESSION-13 a run that its server was stopped in is begun anew, however often, and is no run that failed', async () => {
  const store = new MemoryStore()
  for (let stop = 1; stop <= 5; stop++) {
    const stopped = await openSession(store, [[say('Once', ' upon'), stall()]])
    const watcher = stopped.watch()
    if (stop === 1) watcher.ask('r1', 'Tell me a story')
    await vi.waitUntil(() => stopped.model.calls.length > 0, { timeout: 30_000 })
    await stopped.session.close()
  }
  const last = await openSession(store, [[say('Once upon a time.')]])
  const watcher = last.watch()
  watcher.resume({ epoch: 0, seq: 0 })
  await watcher.until(finished)
  const names = watcher.types()
  expect(names.filter((name) => name === 'tutor.run_suspended')).toHaveLength(5)
  expect(names.filter((name) => name === 'RUN_ERROR')).toEqual([])
  const attempts = watcher.messages.flatMap((message) => (message.type === 'event' && message.event.type === 'CUSTOM' && message.event.name === 'tutor.run_restarted' ? [message.event.value.attempt] : []))
  expect(attempts).toEqual([1, 1, 1, 1, 1])
})

test('WIRE-87 SESSION-13 a session that is drained ends the answer under way, keeps what comes, and begins nothing', async () => {
  const store = new MemoryStore()
  const { promise: on, resolve: goOn } = Promise.withResolvers<void>()
  const first = await openSession(store, [[say('One'), waitFor(on), say(' is one.')]])
  const watcher = first.watch()
  watcher.ask('r1', 'What is one?')
  watcher.ask('r2', 'And two?')
  await watcher.until(isEvent('TEXT_MESSAGE_CONTENT'))
  const drained = first.session.drain()
  watcher.ask('r3', 'And three?')
  await watcher.until((message) => message.type === 'event' && message.event.type === 'CUSTOM' && message.event.value.runId === 'r3')
  goOn()
  await drained
  expect(watcher.types().at(-1)).toBe('RUN_FINISHED')
  expect(first.session.isIdle).toBe(true)
  watcher.ask('r4', 'And four?')
  await first.session.drain()
  await first.session.close()
  expect(first.model.calls).toHaveLength(1)
  const next = await openSession(store, [[say('Two.')], [say('Three.')], [say('Four.')]])
  const other = next.watch()
  other.resume({ epoch: 0, seq: 0 })
  await other.until(isRunEnd('r4'))
  const starts = other.messages.flatMap((message) => (message.type === 'event' && message.event.type === 'RUN_STARTED' ? [message.event.runId] : []))
  expect(starts).toEqual(['r1', 'r2', 'r3', 'r4'])
  expect(other.types()).not.toContain('tutor.run_restarted')
})
