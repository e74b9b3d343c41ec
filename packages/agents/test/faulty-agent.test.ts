import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

it('says what it hears, and ends its thread after the answer when it is told to', async () => {
  const thread = new Worker(new URL('faulty-agent.worker.ts', import.meta.url))
  const error = once(thread, 'error')
  for (const text of ['hello', 'crash', 'crash 1']) {
    const heard = once(thread, 'message')
    thread.postMessage(text)
    expect(await heard).toEqual([text])
  }
  expect(await error).toEqual([expect.objectContaining({ message: 'The faulty agent was told to crash.' })])
})
