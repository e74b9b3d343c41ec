import { MemoryStore, type Append } from '@tutor/storage'

/** A store whose appends can be held back, or made to fail, as a slow or broken disk does. */
export class HeldStore extends MemoryStore {
  readonly appends: Append[] = []
  #gate: Promise<void> | undefined

  /** Appends are kept when `until` resolves, and fail with what it rejects with. */
  hold(until: Promise<void>): void {
    this.#gate = until
    until.catch(() => {})
  }

  override async append(append: Append): Promise<void> {
    this.appends.push(append)
    if (this.#gate) await this.#gate
    await super.append(append)
  }
}
