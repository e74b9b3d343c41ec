import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import { expect, it, test } from 'vitest'
import { FaultyAgent } from '../src/index.ts'
import { RecordedTurn } from './orchestrator/recorded-turn.ts'

const fault = 'The faulty agent was told to fail.'

/** A thread whose agent answers what it is asked. */
class AgentThread implements AsyncDisposable {
  readonly #worker: Worker
  /** What ends the thread. */
  readonly error: Promise<unknown>
  /** Its exit code. */
  readonly exit: Promise<number>

  constructor(resourceLimits: ResourceLimits = {}) {
    this.#worker = new Worker(new URL('faulty-agent.worker.ts', import.meta.url), { resourceLimits })
    this.exit = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.error = new Promise((resolve) => this.#worker.once('error', resolve))
  }

  async ask(text: string): Promise<void> {
    await once(this.#worker, 'online')
    this.#worker.postMessage(text)
  }

  /** What the thread tells next: that it goes on while the agent answers, that the turn is done, or bytes of buffers. */
  next(): Promise<unknown> {
    return new Promise((resolve) => this.#worker.once('message', resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}

it('says what it hears', async () => {
  for (const text of ['hello', 'crash', 'loop the loop']) {
    const turn = new RecordedTurn(text)
    await new FaultyAgent().answer(turn)
    expect(turn.answer).toBe(text)
  }
})

it('throws in its turn', async () => {
  await expect(new FaultyAgent().answer(new RecordedTurn('throw'))).rejects.toThrow(fault)
})

it('ends its thread after the answer when it is told to', async () => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask('crash 50')
  expect(await first).toBe('done')
  expect(await thread.error).toMatchObject({ message: fault })
})

it('ends its thread without an error when it is told to', async () => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask('exit 50')
  expect(await first).toBe('done')
  expect(await thread.exit).toBe(1)
})

it('leaves a rejection unhandled in the middle of its turn', async () => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask('reject')
  expect(await Promise.race([thread.error, first])).toMatchObject({ message: fault })
})

test.for(['loop', 'regex', 'block'])('at %s its thread tells nothing any more and can still be ended', async (text) => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask(text)
  // What never ends cannot be awaited; a thread that goes on would tell at once what the agent has said.
  expect(await Promise.race([first, delay(1_000, 'nothing')])).toBe('nothing')
})

it('fills the heap of its thread', async () => {
  await using thread = new AgentThread({ maxOldGenerationSizeMb: 32 })
  await thread.ask('heap')
  expect(await thread.error).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' })
})

it('ends the process, and not only its thread, with its huge arrays', () => {
  const worker = fileURLToPath(new URL('faulty-agent.worker.ts', import.meta.url))
  const program = `
    const worker = new (require('node:worker_threads').Worker)(${JSON.stringify(worker)}, { resourceLimits: { maxOldGenerationSizeMb: 32 } })
    worker.on('error', () => process.exit(1))
    worker.postMessage('array')`
  expect(spawnSync(process.execPath, ['--eval', program], { stdio: 'ignore' })).toMatchObject({ signal: 'SIGABRT' })
})

it('lets its thread go on while it fills buffers', async () => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask('buffers')
  expect(await first).toBe('going on')
})

it('keeps 600 MB of buffers, filled without letting go of its thread', async () => {
  await using thread = new AgentThread()
  const first = thread.next()
  await thread.ask('buffers-sync')
  expect(await first).toBe('done')
  expect(await thread.next()).toBeGreaterThan(600_000_000)
})
