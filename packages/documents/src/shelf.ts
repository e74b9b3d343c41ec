import { TutorError, type DocumentSummary } from '@tutor/protocol'
import type { IndexedDocument } from './indexed-document.ts'
import { SearchIndex } from './search/search-index.ts'

/** The documents of a library that has some, and the index over them. */
export class Shelf {
  readonly index = new SearchIndex()
  readonly #documents = new Map<string, IndexedDocument>()

  get size(): number {
    return this.#documents.size
  }

  /** Characters of all texts. */
  get characters(): number {
    let sum = 0
    for (const { text } of this.#documents.values()) sum += text.length
    return sum
  }

  summaries(): DocumentSummary[] {
    return Array.from(this.#documents.values(), (document) => document.summary)
  }

  find(documentId: string): IndexedDocument | undefined {
    return this.#documents.get(documentId)
  }

  /** @throws TutorError `document_unknown` */
  get(documentId: string): IndexedDocument {
    const document = this.#documents.get(documentId)
    if (!document) throw new TutorError('document_unknown')
    return document
  }

  /** @param terms the terms of each chunk, separated by spaces */
  put(document: IndexedDocument, terms: readonly string[]): void {
    this.index.insert(document.summary.id, terms)
    this.#documents.set(document.summary.id, document)
  }

  /** @throws TutorError `document_unknown` */
  remove(documentId: string): void {
    this.get(documentId)
    this.index.remove(documentId)
    this.#documents.delete(documentId)
  }

  close(): void {
    this.index.close()
    this.#documents.clear()
  }
}
