/** What each cell of the shared memory holds; memory in KiB, which fits where bytes would not. */
const cells = { beats: 0, running: 1, turn: 2, laboured: 3, looks: 4, sessions: 5, heap: 6, external: 7, storing: 8 } as const

const cellBytes = Int32Array.BYTES_PER_ELEMENT

/** Behind them stand the sessions that have a turn under way, so many at most. */
const turnCells = { first: Object.keys(cells).length, most: 1024 }

/** Code that ran while the gateway looked so often has laboured; for so many beats it is remembered whose it was. */
const labour = { looks: 2, rememberedBeats: 10 }

/** What a thread says of itself with every beat; memory in bytes. */
export interface Vitality {
  readonly sessions: number
  readonly heapUsed: number
  /** Memory of Buffers and the like, which no heap limit bounds. */
  readonly external: number
  /** Calls that the store has not answered. */
  readonly storing: number
}

/**
 * A session thread's sign of life, in memory that it shares with the gateway: it can be read when the thread answers
 * nothing any more, and when it is gone. Sessions are named by their numbers, 0 is none.
 */
export class Pulse {
  readonly memory: SharedArrayBuffer
  readonly #cells: Int32Array
  /** Sessions with a turn that waits for something, and in which cell each stands, where there was one left; known to the thread alone. */
  readonly #turns = new Map<number, number | undefined>()
  readonly #freeCells = Array.from({ length: turnCells.most }, (_, index) => turnCells.first + index)
  #looksAtEnter = 0
  #beatsSinceLabour = 0

  /** @param memory of a pulse made by the other side */
  constructor(memory = new SharedArrayBuffer((turnCells.first + turnCells.most) * cellBytes)) {
    this.memory = memory
    this.#cells = new Int32Array(memory)
  }

  /** Grows by one with each beat. */
  get beats(): number {
    return Atomics.load(this.#cells, cells.beats)
  }

  get vitality(): Vitality {
    const read = (cell: number): number => Atomics.load(this.#cells, cell)
    return { sessions: read(cells.sessions), heapUsed: read(cells.heap) * 1024, external: read(cells.external) * 1024, storing: read(cells.storing) }
  }

  /** The session whose code runs. */
  get running(): number {
    return Atomics.load(this.#cells, cells.running)
  }

  /** The session whose code ran for long without a pause within the last second. */
  get laboured(): number {
    return Atomics.load(this.#cells, cells.laboured)
  }

  /** The session that has a turn under way, where there is only one. */
  get turn(): number {
    return Atomics.load(this.#cells, cells.turn)
  }

  /** The sessions that have a turn under way that waits for something. */
  get turns(): readonly number[] {
    return [...this.#cells.subarray(turnCells.first)].filter((session) => session !== 0)
  }

  /** The gateway has looked. */
  looked(): void {
    Atomics.add(this.#cells, cells.looks, 1)
  }

  /** Order: when no session's code runs, so a timer's callback is the place. */
  beat({ sessions, heapUsed, external, storing }: Vitality): void {
    Atomics.store(this.#cells, cells.running, 0)
    if (++this.#beatsSinceLabour > labour.rememberedBeats) Atomics.store(this.#cells, cells.laboured, 0)
    Atomics.store(this.#cells, cells.sessions, sessions)
    Atomics.store(this.#cells, cells.heap, Math.round(heapUsed / 1024))
    Atomics.store(this.#cells, cells.external, Math.round(external / 1024))
    Atomics.store(this.#cells, cells.storing, storing)
    Atomics.add(this.#cells, cells.beats, 1)
  }

  enter(session: number): void {
    Atomics.store(this.#cells, cells.running, session)
    this.#looksAtEnter = Atomics.load(this.#cells, cells.looks)
  }

  leave(): void {
    const laboured = Atomics.load(this.#cells, cells.looks) - this.#looksAtEnter >= labour.looks
    const session = Atomics.exchange(this.#cells, cells.running, 0)
    if (!laboured || session === 0) return
    Atomics.store(this.#cells, cells.laboured, session)
    this.#beatsSinceLabour = 0
  }

  /** A turn of the session waits for something; what it does afterwards cannot be seen. A session has one turn at a time. */
  turnWaits(session: number): void {
    const cell = this.#freeCells.pop()
    this.#turns.set(session, cell)
    if (cell !== undefined) Atomics.store(this.#cells, cell, session)
    this.#nameTurn()
  }

  turnEnded(session: number): void {
    const cell = this.#turns.get(session)
    this.#turns.delete(session)
    if (cell !== undefined) {
      Atomics.store(this.#cells, cell, 0)
      this.#freeCells.push(cell)
    }
    this.#nameTurn()
  }

  #nameTurn(): void {
    const [only] = this.#turns.keys()
    Atomics.store(this.#cells, cells.turn, this.#turns.size === 1 ? only! : 0)
  }
}
