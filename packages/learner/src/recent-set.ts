/** As it is stored: each with the time of its last addition, in milliseconds since 1970, the latest last. */
export type StoredTimes = readonly (readonly [key: string, at: number])[]

/** The last keys that were added, and when. */
export class RecentSet {
  readonly #most: number
  readonly #times: Map<string, number>

  constructor(most: number, stored: StoredTimes = []) {
    this.#most = most
    this.#times = new Map(stored)
  }

  toJSON(): StoredTimes {
    return [...this.#times]
  }

  has(key: string): boolean {
    return this.#times.has(key)
  }

  get(key: string): number | undefined {
    return this.#times.get(key)
  }

  add(key: string, at: number): void {
    this.#times.delete(key)
    this.#times.set(key, at)
    if (this.#times.size > this.#most) this.#times.delete(this.#times.keys().next().value!)
  }

  clear(): void {
    this.#times.clear()
  }
}
