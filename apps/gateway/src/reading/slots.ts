/** So many at a time go in; the others wait in a line. */
export class Slots {
  readonly #line = new Set<() => void>()
  #free: number

  constructor(count: number) {
    this.#free = count
  }

  /** How many wait. */
  get waiting(): number {
    return this.#line.size
  }

  /** Resolves when the caller is in, who MUST then {@link release}. @throws the signal's reason once it is aborted */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = (): void => {
      if (this.#line.delete(resolve)) reject(signal.reason as Error)
    }
    this.#line.add(resolve)
    signal.addEventListener('abort', leave, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', leave))
  }

  release(): void {
    const [next] = this.#line
    if (!next) {
      this.#free += 1
      return
    }
    this.#line.delete(next)
    next()
  }
}
