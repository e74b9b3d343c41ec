import { ThreadLink } from '@tutor/thread-link'
import { MessageChannel, Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Pulse } from '../../src/supervision/pulse.ts'
import { SessionThread } from '../../src/supervision/session-thread.ts'
import { Watchdog, type Fault } from '../../src/supervision/watchdog.ts'
import type { ToGateway, ToThread } from '../../src/thread-messages.ts'

const mebibyte = 1024 * 1024

/** A watchdog over one real thread, whose pulse the test beats; it looks when the test says so. */
class Watch implements AsyncDisposable {
  readonly pulse = new Pulse()
  readonly faults: Fault[] = []
  resident = 200 * mebibyte
  crowding = 1
  readonly #worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
  readonly #channel = new MessageChannel()
  readonly #link = new ThreadLink<ToThread, ToGateway>(this.#channel.port1, { receive() {}, closed() {} }, { deadlineMs: 60_000 })
  readonly #thread = new SessionThread({ worker: this.#worker, placement: 'shared', link: this.#link, pulse: this.pulse })
  readonly #watchdog = new Watchdog({
    settings: { hangMs: 2_500, threadBuffersMb: 100, maxRssMb: 1000 },
    threads: () => [this.#thread],
    condemn: (_thread, fault) => this.faults.push(fault),
    residentMemory: () => this.resident,
    crowding: () => this.crowding,
  })
  #now = performance.now()

  constructor() {
    // By the test's clock alone.
    this.#watchdog.close()
    this.beat()
    this.look(0)
  }

  beat({ heap = 0, external = 0 } = {}): void {
    this.pulse.beat({ sessions: 1, heapUsed: heap * mebibyte, external: external * mebibyte, storing: 0 })
  }

  look(afterMs: number): void {
    this.#now += afterMs
    this.#watchdog.check(this.#now)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#link.close()
    await this.#worker.terminate()
  }
}

test('I5 a thread is found to hang after 2.5 s without a beat, and one that beats is not', async () => {
  await using watch = new Watch()
  for (let looks = 0; looks < 100; looks++) {
    watch.beat()
    watch.look(100)
  }
  for (let looks = 0; looks < 24; looks++) watch.look(100)
  expect(watch.faults).toEqual([])
  watch.look(150)
  expect(watch.faults).toEqual(['hung'])
})

test('a thread that is silent on a crowded machine gets more time: it may only wait for its turn', async () => {
  await using watch = new Watch()
  watch.crowding = 8
  for (let looks = 0; looks < 100; looks++) watch.look(100)
  expect(watch.faults).toEqual([])
  watch.look(150)
  expect(watch.faults).toEqual(['hung'])
})

test('a thread is not blamed for the time in which the whole process stood still', async () => {
  await using watch = new Watch()
  watch.look(60_000)
  expect(watch.faults).toEqual([])
})

test('I4 a thread that says it has more Buffers than it may is found', async () => {
  await using watch = new Watch()
  watch.beat({ external: 100 })
  watch.look(100)
  expect(watch.faults).toEqual([])
  watch.beat({ external: 101 })
  watch.look(100)
  expect(watch.faults).toEqual(['buffers'])
})

test('I2 I4 memory that grows while a session runs without a pause is not waited out; without a session it is', async () => {
  await using watch = new Watch()
  watch.resident += 101 * mebibyte
  for (let looks = 0; looks < 6; looks++) watch.look(100)
  expect(watch.faults).toEqual([])
  watch.pulse.enter(7)
  watch.look(0)
  expect(watch.faults).toEqual(['memory'])
})

test('I4 when the process has too much memory the largest thread is found, once until its memory can have come back, and none that is small', async () => {
  await using watch = new Watch()
  watch.resident = 1001 * mebibyte
  watch.beat({ heap: 10, external: 20 })
  watch.look(100)
  expect(watch.faults).toEqual([])
  for (let looks = 0; looks < 25; looks++) {
    watch.beat({ heap: 60, external: 20 })
    watch.look(100)
  }
  expect(watch.faults).toEqual(['memory', 'memory'])
})
