import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { openEnd, openPair, received, type End } from './link-pair.ts'

test('LINK-1 messages of both sides arrive once each and in order, whatever is sent meanwhile', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}`)
  const random = mulberry32(seed)
  const total = 2000
  const sent = { a: 0, b: 0 }
  function sendSome(end: End, name: 'a' | 'b'): void {
    for (let i = Math.floor(random() * 4); i > 0 && sent[name] < total; i--) end.link.send(name === 'a' ? 1 : 2, sent[name]++)
  }
  using pair = openPair({ a: (end) => sendSome(end, 'a'), b: (end) => sendSome(end, 'b') })
  while (sent.a < total || sent.b < total) {
    sendSome(pair.a, 'a')
    if (random() < 0.5) sendSome(pair.b, 'b')
    const wait = random()
    if (wait < 0.3) await new Promise(setImmediate)
    else if (wait < 0.6) await new Promise((resolve) => process.nextTick(resolve))
    else if (wait < 0.9) await Promise.resolve()
  }
  await Promise.all([received(pair.b, total), received(pair.a, total)])
  expect(pair.b.received).toEqual(Array.from({ length: total }, (_, i) => [1, i]))
  expect(pair.a.received).toEqual(Array.from({ length: total }, (_, i) => [2, i]))
})

test('LINK-2 what is sent in one turn of the event loop crosses in one call', async () => {
  using pair = openPair()
  for (let i = 0; i < 100; i++) pair.a.link.send(i, 'x')
  await received(pair.b, 100)
  expect(pair.a.posted()).toBe(1)
})

test('LINK-3 what is sent while a call is under way crosses with the next one', async () => {
  using pair = openPair()
  pair.a.link.send(1, 'first')
  await new Promise(setImmediate)
  expect(pair.a.posted()).toBe(1)
  pair.a.link.send(1, 'second')
  pair.a.link.send(1, 'third')
  await received(pair.b, 3)
  expect(pair.a.posted()).toBe(2)
})

test('LINK-4 an immediate reply rides on the answer of the call', async () => {
  using pair = openPair({ b: (end, channel, message) => end.link.send(channel, message) })
  pair.a.link.send(7, 'echo')
  await received(pair.a, 1)
  expect(pair.a.received).toEqual([[7, 'echo']])
  expect([pair.a.posted(), pair.b.posted()]).toEqual([1, 1])
})

test.for([
  ['ends', 'exit', 60_000, /the other thread ended/],
  ['loops beyond the deadline', 'loop', 200, /did not answer within 200 ms/],
  ['never answers', 'listen', 200, /did not answer within 200 ms/],
] as const)('I7 LINK-5 LINK-6 the link closes when the other thread %s', async ([, behaviour, deadlineMs, reason]) => {
  const worker = new Worker(new URL('./fixtures/stuck.worker.ts', import.meta.url), { workerData: behaviour })
  const { port1, port2 } = new MessageChannel()
  worker.postMessage({ port: port2 }, [port2])
  await once(worker, 'message')
  const end = openEnd(port1, undefined, deadlineMs)
  const start = performance.now()
  end.link.send(1, 'hello')
  expect((await end.closed).message).toMatch(reason)
  expect(performance.now() - start).toBeLessThan(1000)
  await worker.terminate()
})

test('LINK-7 a throw in receive closes the link and tells the other side why', async () => {
  using pair = openPair({
    b: () => {
      throw new Error('broken session')
    },
  })
  pair.a.link.send(1, 'x')
  expect((await pair.a.closed).message).toContain('broken session')
})

test('LINK-8 close is idempotent and nothing is sent or received after it', async () => {
  using pair = openPair()
  pair.a.link.send(1, 'before')
  await received(pair.b, 1)
  pair.b.link.send(1, 'late')
  pair.a.link.close()
  pair.a.link.close()
  expect((await pair.a.closed).message).toBe('closed')
  await pair.b.closed
  pair.a.link.send(1, 'after')
  expect(pair.a.received).toEqual([])
  expect(pair.b.received).toEqual([[1, 'before']])
})

/** A small seeded generator, so that a failing order can be played again. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

test('LINK-9 F3 what waits for a thread is counted, and is not when it has left', async () => {
  using pair = openPair()
  pair.a.link.send(1, 'x'.repeat(1_000))
  pair.a.link.send(2, { more: 'y' })
  expect(pair.a.link.queuedCharacters).toBe(1_000)
  await received(pair.b, 2)
  expect(pair.a.link.queuedCharacters).toBe(0)
})

test('LINK-10 LINK-1 many texts cross in calls of a megabyte, in order', async () => {
  using pair = openPair()
  const texts = Array.from({ length: 100 }, (_, i) => String(i).padEnd(64 * 1024, 'x'))
  for (const [i, text] of texts.entries()) pair.a.link.send(i + 1, text)
  pair.a.link.send(1_000, { last: true })
  await received(pair.b, 1)
  expect(pair.b.received.length).toBe(16)
  await received(pair.b, 101)
  expect(pair.b.received).toEqual([...texts.map((text, i) => [i + 1, text]), [1_000, { last: true }]])
  expect(pair.a.posted()).toBe(7)
})

test('LINK-10 what does not fit into an answer crosses right after it', async () => {
  const texts = Array.from({ length: 40 }, () => 'x'.repeat(64 * 1024))
  using pair = openPair({ b: (end) => texts.forEach((text) => end.link.send(2, text)) })
  pair.a.link.send(1, 'ask')
  await received(pair.a, 40)
  expect(pair.a.received.map(([, text]) => text)).toEqual(texts)
})
