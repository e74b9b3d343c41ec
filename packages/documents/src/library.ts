import { limits, TutorError, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import { bounds } from './bounds.ts'
import { Breather } from './breather.ts'
import { sectionsOf } from './indexed-document.ts'
import { documentKind } from './parse/document-kind.ts'
import { readDocument, type ReadDocument } from './read-document.ts'
import { answer } from './search/answer.ts'
import { Shelf } from './shelf.ts'

/** A document as it arrives. Its bytes must not change until it is added. */
export interface DocumentFile {
  /** Its ending says the type where the content does not. */
  readonly name: string
  readonly bytes: Uint8Array
}

const defaultLimit = 5

/**
 * The documents of one session, in memory. `SPEC.md` says what it owes.
 *
 * It holds nothing until the first document is added, and nothing again when the last one is removed.
 */
export class Library {
  #shelf: Shelf | undefined
  /** Ends the additions that are under way when the library closes. */
  #adding: AbortController | undefined
  #state: 'open' | 'closed' = 'open'

  /**
   * Adds all of a document, or nothing. The same bytes again, under whatever name, are the document that is there.
   *
   * @throws TutorError `document_empty`, `document_too_large`, `document_limit`, `document_type_unsupported`,
   * `document_encrypted`, `document_unreadable` or `document_without_text`
   * @throws DOMException `AbortError` when the library closes meanwhile
   */
  async add({ name, bytes }: DocumentFile): Promise<DocumentSummary> {
    if (this.#state === 'closed') throw new Error('The library is closed.')
    if (bytes.length === 0) throw new TutorError('document_empty')
    if (bytes.length > limits.documentBytes) throw new TutorError('document_too_large')
    const { signal } = (this.#adding ??= new AbortController())
    const id = Buffer.from(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex')
    const known = this.#shelf?.find(id)
    if (known) return known.summary
    this.#checkRoom(0)
    const summary = { id, name, kind: documentKind(name, bytes), bytes: bytes.length }
    const read = await readDocument(summary, bytes, new Breather(signal))
    signal.throwIfAborted()
    return this.#put(read)
  }

  list(): readonly DocumentSummary[] {
    return this.#shelf?.summaries() ?? []
  }

  /**
   * Finds the sentences that answer a question, best first, or abstains.
   *
   * @param options `limit`: most passages, 5 unless told
   */
  search(query: string, { limit = defaultLimit }: { readonly limit?: number } = {}): SearchResult {
    return this.#shelf ? answer(this.#shelf, query, limit) : { verdict: 'no_documents' }
  }

  /**
   * @param span UTF-16 code units of the document's text, end exclusive; what lies outside the text is left out
   * @throws TutorError `document_unknown`
   */
  read(documentId: string, { start, end }: { readonly start: number; readonly end: number }): string {
    return this.#require().get(documentId).text.slice(Math.max(0, start), Math.max(0, end))
  }

  /** @throws TutorError `document_unknown` */
  outline(documentId: string): readonly Section[] {
    return sectionsOf(this.#require().get(documentId))
  }

  /** @throws TutorError `document_unknown` */
  remove(documentId: string): void {
    const shelf = this.#require()
    shelf.remove(documentId)
    if (shelf.size === 0) this.#clear()
  }

  /** Drops all documents and ends the additions under way. Idempotent. */
  close(): void {
    this.#state = 'closed'
    this.#adding?.abort()
    this.#clear()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #put({ document, terms }: ReadDocument): DocumentSummary {
    // The same document, or others that fill the library, may have come in while this one was read.
    const known = this.#shelf?.find(document.summary.id)
    if (known) return known.summary
    this.#checkRoom(document.text.length)
    const shelf = this.#shelf ?? new Shelf()
    shelf.put(document, terms)
    this.#shelf = shelf
    return document.summary
  }

  /** @throws TutorError `document_limit` */
  #checkRoom(characters: number): void {
    if (!this.#shelf) return
    if (this.#shelf.size >= limits.documents) throw new TutorError('document_limit')
    if (this.#shelf.characters + characters > bounds.libraryCharacters) {
      throw new TutorError('document_limit', 'The session holds as much text as it may. Remove a document.')
    }
  }

  #require(): Shelf {
    if (!this.#shelf) throw new TutorError('document_unknown')
    return this.#shelf
  }

  #clear(): void {
    this.#shelf?.close()
    this.#shelf = undefined
  }
}
