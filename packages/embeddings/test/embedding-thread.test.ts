import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { EmbeddingThread, EmbeddingsUnavailable } from '../src/index.ts'

const lengths = new URL('lengths.worker.ts', import.meta.url)
const { signal } = new AbortController()
const threads: EmbeddingThread[] = []
afterEach(async () => void (await Promise.all(threads.splice(0).map((thread) => thread.close()))))

async function start(file?: URL): Promise<EmbeddingThread> {
  const thread = await EmbeddingThread.start(file)
  threads.push(thread)
  return thread
}

test('EMBED-1 each text has its vector, in their order; one that was asked for before is remembered', async () => {
  const thread = await start(lengths)
  const first = await thread.embed(['a', 'bbb', 'a'], signal)
  expect(first.map(([length]) => length)).toEqual([1, 3, 1])
  expect(await thread.embed(['bbb'], signal)).toEqual([first[1]])
})

test('EMBED-2 who asks too much, too long, or a thread that fails or has ended is told so', async () => {
  const thread = await start(lengths)
  await expect(thread.embed(['fail'], signal)).rejects.toBeInstanceOf(EmbeddingsUnavailable)
  const late = Array.from({ length: 8 }, (_, index) => thread.embed(['late', String(index)], signal))
  await expect(thread.embed(['one more'], signal)).rejects.toThrow('Nobody can tell meanings now')
  for (const each of await Promise.allSettled(late)) expect(each).toMatchObject({ status: 'rejected', reason: { message: 'It took too long to tell meanings.' } })
  const stopping = new AbortController()
  const stopped = thread.embed(['late'], stopping.signal)
  stopping.abort(new Error('stopped'))
  await expect(stopped).rejects.toThrow('stopped')
  await expect(thread.embed(['end'], signal)).rejects.toThrow('has ended')
  await expect(thread.embed(['anything'], signal)).rejects.toBeInstanceOf(EmbeddingsUnavailable)
})

test('EMBED-3 a thread that cannot load its weights is told to the operator', async () => {
  await expect(start(new URL('nothing.worker.ts', import.meta.url))).rejects.toThrow('npm run embeddings')
})

const missing = !existsSync(new URL('../../../embeddings/node_modules', import.meta.url))

test.skipIf(missing)('EMBED-4 what means the same is nearer than what does not', async () => {
  const thread = await start()
  const [asked, near, far] = await thread.embed(['What is the chief cause of the tides?', 'The Moon is the main reason that the sea rises.', 'Yeast eats the sugars of the flour.'], signal)
  const similarity = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, index) => sum + value * other[index]!, 0)
  expect(similarity(asked!, asked!)).toBeCloseTo(1, 3)
  expect(similarity(asked!, near!)).toBeGreaterThan(similarity(asked!, far!) + 0.1)
})
