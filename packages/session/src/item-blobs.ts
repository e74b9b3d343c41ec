import type { ItemVault } from '@tutor/agents'
import type { Item } from '@tutor/protocol'
import type { Ownership, Store } from '@tutor/storage'
import { createHash } from 'node:crypto'

/** Keeps a session's items as blobs of its store, which no client can read. */
export class ItemBlobs implements ItemVault {
  readonly #store: Store
  readonly #owner: Ownership

  constructor(store: Store, owner: Ownership) {
    this.#store = store
    this.#owner = owner
  }

  async keep(items: readonly Item[]): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(items))
    const hash = createHash('sha256').update(bytes).digest('hex')
    await this.#store.putBlob(this.#owner, hash, bytes)
    return hash
  }

  async load(blob: string): Promise<readonly Item[]> {
    const bytes = await this.#store.readBlob(blob)
    return bytes ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as Item[]) : []
  }
}
