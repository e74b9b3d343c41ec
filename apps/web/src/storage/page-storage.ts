/** What of the browser's `Storage` is used. */
export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/**
 * What the page keeps in the browser. Where the browser allows no storage, or has no room left, a text lives as long as the page.
 * It never throws.
 */
export class PageStorage {
  readonly #storage: BrowserStorage | undefined
  /** What found no room. */
  readonly #unkept = new Map<string, string>()

  /** @param open gives the browser's storage, or throws where that is forbidden */
  constructor(open: () => BrowserStorage) {
    try {
      this.#storage = open()
    } catch {
      this.#storage = undefined
    }
  }

  get(key: string): string | undefined {
    return this.#unkept.get(key) ?? this.#storage?.getItem(key) ?? undefined
  }

  /** @returns whether the text is there after a reload, too */
  set(key: string, text: string): boolean {
    this.remove(key)
    try {
      if (!this.#storage) throw new Error('This browser keeps nothing for pages.')
      this.#storage.setItem(key, text)
      return true
    } catch {
      this.#unkept.set(key, text)
      return false
    }
  }

  remove(key: string): void {
    this.#unkept.delete(key)
    this.#storage?.removeItem(key)
  }

  /** Keys that begin like this, in no order. */
  keys(start: string): string[] {
    const kept = Array.from({ length: this.#storage?.length ?? 0 }, (_, index) => this.#storage?.key(index) ?? '')
    return [...kept, ...this.#unkept.keys()].filter((key) => key.startsWith(start))
  }
}

/** Shared by all tabs, and there at the next visit. */
export const browserStorage = new PageStorage(() => window.localStorage)

/** Of this tab alone: it outlives a reload and ends with the tab. */
export const tabStorage = new PageStorage(() => window.sessionStorage)
