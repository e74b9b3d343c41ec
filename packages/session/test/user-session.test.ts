import type { ServerMessage } from '@tutor/protocol'
import { failWith, say, ScriptedModel, stall, waitFor, type ModelReply } from '@tutor/testkit'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MemoryStore } from '@tutor/storage'
import { expect, test } from 'vitest'
import { UserSession, type Attachment } from '../src/index.ts'

interface Watcher {
  readonly attachment: Attachment
  readonly messages: ServerMessage[]
  /** The types of the messages, an event by its own. */
  types(): string[]
}

let opened = 0
const store = new MemoryStore()

async function open(...script: ModelReply[]) {
  const model = new ScriptedModel(...script)
  const faults: unknown[] = []
  const session = await UserSession.open({
    clientId: `anna-${++opened}`,
    store,
    model: { language: model, description: { name: 'scripted', languageModel: true, description: 'A scripted model.' } },
    agent: 'tutor',
    fault: (error) => faults.push(error),
    idle: () => {},
    failed: () => {},
  })
  function watch(): Watcher {
    const messages: ServerMessage[] = []
    const attachment = session.attach({ receive: (told) => messages.push(...told) })
    return { attachment, messages, types: () => messages.map((message) => (message.type === 'event' ? message.event.type : message.type)) }
  }
  return { session, model, faults, watch }
}

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

function ask({ attachment }: Watcher, runId: string, content: string): void {
  attachment.receive({ type: 'run', runId, message: { id: runId, content } })
}

const wholeRun = ['RUN_STARTED', 'TEXT_MESSAGE_START', 'TEXT_MESSAGE_CONTENT', 'TEXT_MESSAGE_END', 'RUN_FINISHED']

/** Waits until the watcher has been told this many times that a run has ended. */
async function ended(watcher: Watcher, runs = 1): Promise<void> {
  while (watcher.types().filter((type) => type === 'RUN_FINISHED' || type === 'RUN_ERROR').length < runs) {
    await new Promise(setImmediate)
  }
}

async function spoken(watcher: Watcher): Promise<void> {
  while (!watcher.types().includes('TEXT_MESSAGE_CONTENT')) await new Promise(setImmediate)
}

test('SESSION-1 every observer gets hello first, then every event from where it attached', async () => {
  const { watch } = await open([say('One.')], [say('Two.')])
  const first = watch()
  ask(first, 'r1', 'Hello')
  await ended(first)
  const second = watch()
  ask(second, 'r2', 'Hello')
  await ended(second)
  expect(first.messages[0]).toMatchObject({ type: 'hello', epoch: 1, seq: 0 })
  expect(second.messages[0]).toMatchObject({ type: 'hello', seq: 5 })
  expect(first.messages.slice(1).map((message) => message.type === 'event' && message.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(second.messages.slice(1)).toEqual(first.messages.slice(6))
})

test('SESSION-2 an error is told to the one that caused it', async () => {
  const { watch } = await open()
  const [first, second] = [watch(), watch()]
  first.attachment.receive({ type: 'abort', runId: 'nobody' })
  expect(first.types()).toEqual(['hello', 'error'])
  expect(second.types()).toEqual(['hello'])
})

test('SESSION-3 what an agent says after an abort is not heard', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { watch } = await open([say('Once'), waitFor(promise), say('upon a time')], [say('Next.')])
  const watcher = watch()
  ask(watcher, 'r1', 'Tell me a story')
  await spoken(watcher)
  watcher.attachment.receive({ type: 'abort', runId: 'r1' })
  watcher.attachment.receive({ type: 'abort', runId: 'r1' })
  resolve()
  ask(watcher, 'r2', 'Hello')
  await ended(watcher, 2)
  expect(watcher.types()).toEqual([
    'hello',
    ...wholeRun,
    // It has to wait until the agent has let go of the first.
    'CUSTOM',
    ...wholeRun,
  ])
})

test('SESSION-4 an error of ours that is a bug is shown as run_failed, reported, and the session goes on', async () => {
  const bug = new TypeError('secret detail')
  const { watch, faults } = await open([failWith(bug)], [say('Fine.')])
  const watcher = watch()
  ask(watcher, 'r1', 'Hello')
  await ended(watcher)
  expect(watcher.messages.at(-1)).toMatchObject({ event: { type: 'RUN_ERROR', code: 'run_failed' } })
  expect(JSON.stringify(watcher.messages)).not.toContain('secret detail')
  expect(faults).toEqual([bug])
  ask(watcher, 'r2', 'Hello')
  await ended(watcher, 2)
  expect(watcher.types().at(-1)).toBe('RUN_FINISHED')
})

test('SESSION-5 close aborts the model, tells nobody anything more, and is idempotent', async () => {
  const { session, watch, model } = await open([say('Once'), stall()])
  const watcher = watch()
  ask(watcher, 'r1', 'Tell me a story')
  ask(watcher, 'r2', 'And another')
  await spoken(watcher)
  const told = watcher.messages.length
  await session.close()
  await session.close()
  ask(watcher, 'r3', 'Still there?')
  await new Promise(setImmediate)
  expect(model.calls.map((call) => call.abortSignal?.aborted)).toEqual([true])
  expect(watcher.messages).toHaveLength(told)
})

test('SESSION-6 a session that has done nothing costs less than 4 KB of heap, beside what its store knows of it', async () => {
  const count = 2000
  const watchers = [(await open()).watch()]
  const inStore = await heapOf(async () => {
    for (let i = 0; i < count; i++) await store.open(`control-${i}`)
  })
  const inAll = await heapOf(async () => {
    for (let i = 0; i < count; i++) watchers.push((await open()).watch())
  })
  const each = (inAll - inStore) / count
  console.log(`${Math.round(each)} bytes, ${Math.round(inStore / count)} in the store`)
  expect(each).toBeLessThan(4000)
  expect(watchers).toHaveLength(count + 1)
})

async function heapOf(work: () => Promise<void>): Promise<number> {
  gc()
  const before = process.memoryUsage().heapUsed
  await work()
  gc()
  return process.memoryUsage().heapUsed - before
}

test('SESSION-7 an observer that has left is not told of its upload that fails later', async () => {
  const { watch } = await open()
  const [leaving, staying] = [watch(), watch()]
  leaving.attachment.receive({ type: 'upload', uploadId: 'u1', name: 'empty.txt', bytes: 0 })
  leaving.attachment.detach()
  leaving.attachment.detach()
  ask(staying, 'r1', '/documents')
  await ended(staying)
  expect(leaving.types()).toEqual(['hello'])
})
