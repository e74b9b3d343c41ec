import { once } from 'node:events'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { Agent, Turn } from './agent.ts'

const later = /^(crash|exit) (\d{1,5})$/

/** What `buffers` takes: 600 MB in pieces. */
const hoard = { pieces: 30, pieceBytes: 20_000_000, pauseMs: 50 }

/**
 * Says what it hears, and does harm when it hears one of these. For tests of recovery.
 *
 * - `crash 50`: an uncaught error 50 ms later, when the turn has its end
 * - `exit 50`: its thread ends 50 ms later, or the process where it runs in none
 * - `throw`: an error in the turn
 * - `reject`: a rejection that nobody handles; the turn goes on until it is stopped
 * - `deaf`: never comes back, whoever tells it to stop; the thread goes on
 * - `loop`: an endless loop
 * - `regex`: a regular expression that backtracks for minutes
 * - `block`: the thread sleeps for ever
 * - `heap`: small objects until the heap is full
 * - `array`: huge arrays until the heap is full, which ends the whole process
 * - `buffers`: 600 MB outside of the heap in about two seconds, kept as long as the agent; the thread goes on meanwhile
 * - `buffers-sync`: the same at once
 */
export class FaultyAgent implements Agent {
  readonly #hoarded: Buffer[] = []

  async answer(turn: Turn): Promise<void> {
    turn.say(turn.text)
    switch (turn.text) {
      case 'throw':
        throw fault()
      case 'reject':
        void Promise.reject(fault())
        return untilStopped(turn.signal)
      case 'deaf':
        return new Promise(() => {})
      case 'loop':
        return loop()
      case 'regex':
        return backtrack()
      case 'block':
        return block()
      case 'heap':
        return fillHeap()
      case 'array':
        return fillHeapWithArrays(turn.signal)
      case 'buffers':
        return this.#hoard(turn.signal)
      case 'buffers-sync':
        return this.#hoardAtOnce()
      default:
        return endLater(turn.text)
    }
  }

  async #hoard(signal: AbortSignal): Promise<void> {
    for (let piece = 0; piece < hoard.pieces && !signal.aborted; piece++) {
      this.#hoarded.push(residentBuffer())
      await delay(hoard.pauseMs)
    }
  }

  #hoardAtOnce(): void {
    for (let piece = 0; piece < hoard.pieces; piece++) this.#hoarded.push(residentBuffer())
  }
}

function fault(): Error {
  return new Error('The faulty agent was told to fail.')
}

/** Outside of the turn, where nothing catches it; by then the turn has its end and is not given anew. */
function endLater(text: string): void {
  const [, how, delayMs] = later.exec(text) ?? []
  if (how === undefined) return
  setTimeout(() => {
    if (how === 'exit') process.exit(1)
    throw fault()
  }, Number(delayMs))
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

function loop(): void {
  for (;;);
}

/** Each letter more doubles its time: with 42 of them it would take hours. */
function backtrack(): void {
  /^(a+)+$/.test(`${'a'.repeat(42)}!`)
}

function block(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function fillHeap(): void {
  // In pieces: one array that grows asks for so much at once in the end that it would take the process with it.
  const kept: object[][] = []
  for (;;) kept.push(Array.from({ length: 1000 }, (_, number) => ({ number })))
}

/** A thread that runs out of heap has a little more to end itself in; an array of 256 MB does not fit into that. */
async function fillHeapWithArrays(signal: AbortSignal): Promise<void> {
  const kept: unknown[][] = []
  while (!signal.aborted) {
    const array: unknown[] = []
    array.length = 32_000_000
    kept.push(array)
    await nextTurn()
  }
}

/** Filled, since memory that was never written to takes none. */
function residentBuffer(): Buffer {
  return Buffer.alloc(hoard.pieceBytes, 1)
}
