/** What time it is, for a whole server: whoever holds the memory, on any thread, sees the same. Tests set it forward. */
export class Clock {
  readonly memory: SharedArrayBuffer
  readonly #ahead: Float64Array

  /** @param memory of a clock made elsewhere */
  constructor(memory = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)) {
    this.memory = memory
    this.#ahead = new Float64Array(memory)
  }

  /** Milliseconds since 1970; the machine's, unless somebody has set it forward. */
  readonly now = (): number => Date.now() + this.#ahead[0]!

  setForward(ms: number): void {
    this.#ahead[0]! += ms
  }
}
