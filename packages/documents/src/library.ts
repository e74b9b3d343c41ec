import { limits, TutorError, type DocumentPart, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import { Breather } from './breather.ts'
import { sectionsOf, type IndexedDocument } from './indexed-document.ts'
import type { AddedDocument, DocumentBlob, KeptDocument } from './kept-document.ts'
import { documentName, freeName } from './document-name.ts'
import type { DocumentReader } from './document-reader.ts'
import { readFresh, type FreshDocument } from './fresh-document.ts'
import { readerHere } from './read-here.ts'
import type { DocumentSources } from './recall-document.ts'
import { conclude, search } from './search/answer.ts'
import type { Embedder } from './search/embedder.ts'
import { rerank } from './search/rerank.ts'
import { sha256 } from './sha256.ts'
import { Shelf } from './shelf.ts'
import type { Vault } from './vault.ts'

/** A document as it arrives. Its bytes must not change until it is added and its blobs are stored. */
export interface DocumentFile {
  /** Its ending says the type where the content does not. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface LibraryOptions {
  /** Where `documents` come back from. */
  readonly vault?: Vault
  /** Who reads what is not small; this thread does unless told. */
  readonly reader?: DocumentReader
  /** Helps to tell what fits by its meaning; words alone decide without one. */
  readonly embedder?: Embedder | undefined
  /** What the library holds from the start, in order. */
  readonly documents?: readonly KeptDocument[]
  /** Milliseconds since 1970; the machine's clock unless told. */
  readonly now?: () => number
}

const defaultLimit = 5
const emptyVault: Vault = { read: () => Promise.resolve(undefined) }

/**
 * The documents of one session. `SPEC.md` says what it owes.
 *
 * Those that it opens with come into memory when somebody searches or reads them; until then, and while there are
 * none, it costs next to nothing. What the vault rejects with is passed on.
 */
export class Library {
  readonly #sources: DocumentSources
  readonly #embedder: Embedder | undefined
  readonly #now: () => number
  #kept: Map<string, KeptDocument> | undefined
  #shelf: Shelf | undefined
  /** Ends what is under way when the library closes. */
  #closing: AbortController | undefined
  #state: 'open' | 'closed' = 'open'

  constructor({ vault = emptyVault, reader = readerHere, embedder, documents = [], now = Date.now }: LibraryOptions = {}) {
    this.#sources = { vault, reader }
    this.#embedder = embedder
    this.#now = now
    if (documents.length > 0) this.#kept = new Map(documents.map((each) => [each.summary.id, each]))
  }

  /**
   * Adds all of a document, or nothing. The same bytes again, under whatever name, are the document that is there.
   *
   * @throws TutorError `document_empty`, `document_too_large`, `document_limit`, `document_type_unsupported`,
   * `document_encrypted`, `document_unreadable` or `document_without_text`
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async add({ name, bytes }: DocumentFile): Promise<AddedDocument> {
    if (this.#state === 'closed') throw new Error('The library is closed.')
    if (bytes.length === 0) throw new TutorError('document_empty')
    if (bytes.length > limits.documentBytes) throw new TutorError('document_too_large')
    const signal = this.#signal
    const id = await sha256(bytes, new Breather(signal))
    const known = this.#kept?.get(id)
    if (known) return { ...known, blobs: [] }
    this.#checkRoom(bytes.length)
    const fresh = await readFresh({ id, name: freeName(documentName(name), this.list()), bytes }, this.#sources.reader, signal)
    // How much text there is shows when all of it is here; what cannot be loaded takes no room.
    await this.#loadAll()
    signal.throwIfAborted()
    return await this.#put(fresh, { hash: id, bytes })
  }

  list(): readonly DocumentSummary[] {
    return Array.from(this.#kept?.values() ?? [], ({ summary }) => summary)
  }

  /**
   * Finds the sentences that answer a question, best first, or abstains.
   *
   * @param options `limit`: most passages, 5 unless told
   * @throws TutorError `document_unreadable` when nothing answers, but not all documents could be loaded
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async search(query: string, { limit = defaultLimit }: { readonly limit?: number } = {}): Promise<SearchResult> {
    const unreadable = await this.#loadAll()
    const result: SearchResult = this.#shelf ? await this.#search(this.#shelf, query, limit) : { verdict: 'no_documents' }
    if (unreadable && result.verdict !== 'found') throw unreadable
    return result
  }

  /** Where nobody can tell meanings in time, words alone decide. */
  async #search(shelf: Shelf, query: string, limit: number): Promise<SearchResult> {
    const found = search(shelf, query, limit)
    const ranked = this.#embedder && (await rerank(query, found, { embedder: this.#embedder, signal: this.#signal }).catch(() => undefined))
    this.#signal.throwIfAborted()
    return conclude(shelf, ranked ?? found, limit)
  }

  /**
   * @param span UTF-16 code units of the document's text, end exclusive; what lies outside the text is left out
   * @throws TutorError `document_unknown`, or `document_unreadable` when it cannot be loaded
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async read(documentId: string, { start, end }: { readonly start: number; readonly end: number }): Promise<string> {
    const { text } = await this.#load(documentId)
    return text.slice(Math.max(0, start), Math.max(0, end))
  }

  /**
   * As `read`, with the places of what is read.
   *
   * @throws TutorError `document_unknown`, or `document_unreadable` when it cannot be loaded
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async part(documentId: string, span: { readonly start: number; readonly end: number }): Promise<DocumentPart> {
    const { text, places } = await this.#load(documentId)
    const [start, end] = [Math.min(span.start, text.length), Math.min(span.end, text.length)]
    return { documentId, start, text: text.slice(start, end), length: text.length, place: places.at(start), breaks: places.beginnings({ start, end }) }
  }

  /**
   * @throws TutorError `document_unknown`, or `document_unreadable` when it cannot be loaded
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async outline(documentId: string): Promise<readonly Section[]> {
    return sectionsOf(await this.#load(documentId))
  }

  /**
   * @returns the hashes of the blobs that the document needs no longer
   * @throws TutorError `document_unknown`
   */
  remove(documentId: string): readonly string[] {
    const kept = this.#get(documentId)
    this.#kept?.delete(documentId)
    this.#shelf?.remove(kept)
    if (this.#kept?.size === 0) this.#clear()
    return [documentId, kept.reading]
  }

  /** Drops all documents and ends the additions and loads under way. Idempotent. */
  close(): void {
    this.#state = 'closed'
    this.#closing?.abort()
    this.#clear()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  get #signal(): AbortSignal {
    return (this.#closing ??= new AbortController()).signal
  }

  #openShelf(): Shelf {
    this.#signal.throwIfAborted()
    return (this.#shelf ??= new Shelf(this.#sources, this.#signal))
  }

  /** @returns what was added, or what is there already */
  async #put(fresh: FreshDocument, original: DocumentBlob): Promise<AddedDocument> {
    const { summary, reading } = fresh
    const { id } = summary
    // The same document, or others that fill the library, may have come in while this one was read.
    const known = this.#kept?.get(id)
    if (known) return { ...known, blobs: [] }
    this.#checkRoom(summary.bytes)
    const document = { summary: { ...summary, addedAt: this.#now() }, reading: reading.hash }
    // From now on it is listed, and searches wait for it.
    this.#kept = (this.#kept ?? new Map<string, KeptDocument>()).set(id, document)
    try {
      await this.#openShelf().put(document, fresh)
    } catch (thrown) {
      if (this.#kept?.get(id) === document) this.remove(id)
      throw thrown
    }
    return { ...document, blobs: [original, reading] }
  }

  /** @throws TutorError `document_limit` */
  #checkRoom(bytes: number): void {
    if (!this.#kept) return
    if (this.#kept.size >= limits.documents) throw new TutorError('document_limit')
    let sum = bytes
    for (const { summary } of this.#kept.values()) sum += summary.bytes
    if (sum <= limits.sessionDocumentBytes) return
    throw new TutorError('document_limit', 'The documents of the session hold as many bytes as they may. Remove one of them.')
  }

  /** @throws TutorError `document_unknown` */
  #get(documentId: string): KeptDocument {
    const kept = this.#kept?.get(documentId)
    if (!kept) throw new TutorError('document_unknown')
    return kept
  }

  async #load(documentId: string): Promise<IndexedDocument> {
    const kept = this.#get(documentId)
    return await this.#openShelf().load(kept)
  }

  /** Waits until all documents are here, one after the other. @returns why one of them cannot be read */
  async #loadAll(): Promise<TutorError | undefined> {
    let unreadable: TutorError | undefined
    for (const kept of this.#kept?.values() ?? []) {
      try {
        await this.#openShelf().load(kept)
      } catch (thrown) {
        if (!(thrown instanceof TutorError)) throw thrown
        if (thrown.code === 'document_unreadable') unreadable ??= thrown
        // Nobody misses one that was removed meanwhile.
        else if (thrown.code !== 'document_unknown') throw thrown
      }
    }
    return unreadable
  }

  #clear(): void {
    this.#shelf?.close()
    this.#shelf = undefined
    this.#kept = undefined
  }
}
