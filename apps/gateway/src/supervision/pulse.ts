/** What each cell of the shared memory holds; memory in KiB, which fits where bytes would not. */
const cells = { beats: 0, running: 1, turn: 2, sessions: 3, heap: 4, external: 5 } as const

const cellBytes = Int32Array.BYTES_PER_ELEMENT

/** What a thread says of itself with every beat; memory in bytes. */
export interface Vitality {
  readonly sessions: number
  readonly heapUsed: number
  /** Memory of Buffers and the like, which no heap limit bounds. */
  readonly external: number
}

/**
 * A session thread's sign of life, in memory that it shares with the gateway: it can be read when the thread answers
 * nothing any more, and when it is gone. Sessions are named by their numbers, 0 is none.
 */
export class Pulse {
  readonly memory: SharedArrayBuffer
  readonly #cells: Int32Array
  /** Sessions with a turn that waits for something; known to the thread alone. */
  readonly #turns = new Set<number>()

  /** @param memory of a pulse made by the other side */
  constructor(memory = new SharedArrayBuffer(Object.keys(cells).length * cellBytes)) {
    this.memory = memory
    this.#cells = new Int32Array(memory)
  }

  /** Grows by one with each beat. */
  get beats(): number {
    return Atomics.load(this.#cells, cells.beats)
  }

  get vitality(): Vitality {
    const read = (cell: number): number => Atomics.load(this.#cells, cell)
    return { sessions: read(cells.sessions), heapUsed: read(cells.heap) * 1024, external: read(cells.external) * 1024 }
  }

  /** The session whose code runs. */
  get running(): number {
    return Atomics.load(this.#cells, cells.running)
  }

  /** The session that has to answer for what the thread does now: whose code runs, or whose turn is the only one under way. */
  get suspect(): number {
    return this.running || Atomics.load(this.#cells, cells.turn)
  }

  /** Order: when no session's code runs, so a timer's callback is the place. */
  beat({ sessions, heapUsed, external }: Vitality): void {
    Atomics.store(this.#cells, cells.running, 0)
    Atomics.store(this.#cells, cells.sessions, sessions)
    Atomics.store(this.#cells, cells.heap, Math.round(heapUsed / 1024))
    Atomics.store(this.#cells, cells.external, Math.round(external / 1024))
    Atomics.add(this.#cells, cells.beats, 1)
  }

  enter(session: number): void {
    Atomics.store(this.#cells, cells.running, session)
  }

  leave(): void {
    Atomics.store(this.#cells, cells.running, 0)
  }

  /** A turn of the session waits for something; what it does afterwards cannot be seen. A session has one turn at a time. */
  turnWaits(session: number): void {
    this.#turns.add(session)
    this.#nameTurn()
  }

  turnEnded(session: number): void {
    this.#turns.delete(session)
    this.#nameTurn()
  }

  #nameTurn(): void {
    const [only] = this.#turns
    Atomics.store(this.#cells, cells.turn, this.#turns.size === 1 ? only! : 0)
  }
}
