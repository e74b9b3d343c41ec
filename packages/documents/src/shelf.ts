import { TutorError } from '@tutor/protocol'
import { bounds } from './bounds.ts'
import { Breather } from './breather.ts'
import type { FreshDocument } from './fresh-document.ts'
import type { IndexedDocument } from './indexed-document.ts'
import type { KeptDocument } from './kept-document.ts'
import type { ReadDocument } from './read-document.ts'
import { recallDocument, type DocumentSources } from './recall-document.ts'
import { SearchIndex } from './search/search-index.ts'

/** A document on its way in. */
interface Arrival {
  readonly document: Promise<IndexedDocument>
  readonly removed: AbortController
}

/** The documents of a library that are in memory, and the index over them. */
export class Shelf {
  readonly index = new SearchIndex()
  readonly #sources: DocumentSources
  readonly #closing: AbortSignal
  readonly #documents = new Map<string, IndexedDocument>()
  readonly #arrivals = new Map<KeptDocument, Arrival>()

  /** @param closing ends the arrivals under way */
  constructor(sources: DocumentSources, closing: AbortSignal) {
    this.#sources = sources
    this.#closing = closing
  }

  /** @param documentId of a chunk that the index gave */
  get(documentId: string): IndexedDocument {
    return this.#documents.get(documentId)!
  }

  /**
   * The document, which is brought back when it is not here. However many ask, it is brought back once.
   *
   * @throws TutorError `document_unreadable`, or `document_unknown` when it is removed meanwhile
   */
  async load(kept: KeptDocument): Promise<IndexedDocument> {
    const arrival = this.#arrivals.get(kept)
    if (arrival) return await arrival.document
    const here = this.#documents.get(kept.summary.id)
    return here ?? (await this.#receive(kept, (breather) => recallDocument(kept, this.#sources, breather)))
  }

  /** @throws TutorError `document_limit` when there is no room for its text, `document_unknown` when it is removed meanwhile */
  async put(kept: KeptDocument, { bring }: FreshDocument): Promise<void> {
    await this.#receive(kept, bring)
  }

  /** The document need not be here; one that is on its way will not come in. */
  remove(kept: KeptDocument): void {
    this.#arrivals.get(kept)?.removed.abort(new TutorError('document_unknown'))
    if (this.#documents.delete(kept.summary.id)) this.index.remove(kept.summary.id)
  }

  close(): void {
    this.#documents.clear()
    this.index.close()
  }

  async #receive(
    kept: KeptDocument,
    bring: (breather: Breather) => Promise<ReadDocument>,
  ): Promise<IndexedDocument> {
    const removed = new AbortController()
    const signal = AbortSignal.any([this.#closing, removed.signal])
    const breather = new Breather(signal)
    const document = bring(breather).then((read) => {
      signal.throwIfAborted()
      return this.#takeIn(read, breather)
    })
    this.#arrivals.set(kept, { document, removed })
    try {
      return await document
    } finally {
      this.#arrivals.delete(kept)
    }
  }

  async #takeIn({ document, terms }: ReadDocument, breather: Breather): Promise<IndexedDocument> {
    const { id } = document.summary
    this.#checkRoom(document.text.length)
    // It comes before its chunks, so that it is here when the index gives one of them.
    this.#documents.set(id, document)
    try {
      await this.index.insert({ documentId: id, terms }, breather)
      return document
    } catch (thrown) {
      // Removed while it came in, it may be back already.
      if (this.#documents.get(id) === document) this.#documents.delete(id)
      throw thrown
    }
  }

  /** @throws TutorError `document_limit` */
  #checkRoom(characters: number): void {
    let sum = characters
    for (const { text } of this.#documents.values()) sum += text.length
    if (sum <= bounds.libraryCharacters) return
    throw new TutorError('document_limit', 'The session holds as much text as it may. Remove a document.')
  }
}
