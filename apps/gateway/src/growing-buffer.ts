/** Collects bytes in one block, so that many small pieces cost no more memory than they hold: at most twice their bytes. */
export class GrowingBuffer {
  #block = Buffer.alloc(0)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Copies the piece. */
  append(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#block.length) this.#grow(Math.max(length, 2 * this.#block.length))
    this.#block.set(piece, this.#length)
    this.#length = length
  }

  /** All bytes so far; valid until more are appended. */
  bytes(): Uint8Array {
    return this.#block.subarray(0, this.#length)
  }

  #grow(size: number): void {
    const block = Buffer.allocUnsafe(size)
    block.set(this.bytes())
    this.#block = block
  }
}
