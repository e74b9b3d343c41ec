import { TutorError } from '@tutor/protocol'
import { bounds } from './bounds.ts'
import { Breather } from './breather.ts'
import type { IndexedDocument } from './indexed-document.ts'
import type { KeptDocument } from './kept-document.ts'
import type { ReadDocument } from './read-document.ts'
import { recallDocument } from './recall-document.ts'
import { SearchIndex } from './search/search-index.ts'
import type { Vault } from './vault.ts'

/** The documents of a library that are in memory, and the index over them. */
export class Shelf {
  readonly index = new SearchIndex()
  readonly #vault: Vault
  readonly #closing: AbortSignal
  readonly #documents = new Map<string, IndexedDocument>()
  readonly #loading = new Map<string, Promise<IndexedDocument>>()

  /** @param closing ends the loads under way */
  constructor(vault: Vault, closing: AbortSignal) {
    this.#vault = vault
    this.#closing = closing
  }

  /** @param documentId of a chunk in the index */
  get(documentId: string): IndexedDocument {
    return this.#documents.get(documentId)!
  }

  /**
   * The document, which is brought back when it is not here. Asking twice brings it back once.
   *
   * @throws TutorError `document_unreadable`
   */
  async load(kept: KeptDocument): Promise<IndexedDocument> {
    const { id } = kept.summary
    const here = this.#documents.get(id) ?? this.#loading.get(id)
    if (here) return here
    const loading = this.#recall(kept).finally(() => this.#loading.delete(id))
    this.#loading.set(id, loading)
    return loading
  }

  /** @throws TutorError `document_limit` when there is no room for its text */
  put({ document, terms }: ReadDocument): void {
    if (this.#characters() + document.text.length > bounds.libraryCharacters) {
      throw new TutorError('document_limit', 'The session holds as much text as it may. Remove a document.')
    }
    this.index.insert(document.summary.id, terms)
    this.#documents.set(document.summary.id, document)
  }

  /** The document need not be here; one that is being loaded will not come in. */
  remove(documentId: string): void {
    this.#loading.delete(documentId)
    if (this.#documents.delete(documentId)) this.index.remove(documentId)
  }

  close(): void {
    this.#loading.clear()
    this.#documents.clear()
    this.index.close()
  }

  async #recall(kept: KeptDocument): Promise<IndexedDocument> {
    const read = await recallDocument(kept, this.#vault, new Breather(this.#closing))
    this.#closing.throwIfAborted()
    // When it was removed meanwhile, whoever asked before may still read it, but nobody finds it.
    if (this.#loading.has(kept.summary.id)) this.put(read)
    return read.document
  }

  #characters(): number {
    let sum = 0
    for (const { text } of this.#documents.values()) sum += text.length
    return sum
  }
}
