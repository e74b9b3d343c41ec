import type { BrowserStorage } from '../src/storage/page-storage.ts'

/** The storage of a browser, with room for so many characters. */
export class MemoryStorage implements BrowserStorage {
  readonly #texts = new Map<string, string>()
  room: number

  constructor(room = Infinity) {
    this.room = room
  }

  get length(): number {
    return this.#texts.size
  }

  key(index: number): string | null {
    return [...this.#texts.keys()][index] ?? null
  }

  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null
  }

  setItem(key: string, text: string): void {
    if (key.length + text.length > this.room) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    this.#texts.set(key, text)
  }

  removeItem(key: string): void {
    this.#texts.delete(key)
  }
}
