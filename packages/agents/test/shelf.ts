import { TutorError, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import type { Material } from '../src/index.ts'

/**
 * Material of one-line documents: a question is answered by the lines that hold its last word.
 * A full implementation of the seam, without parsing and ranking.
 */
export class Shelf implements Material {
  readonly #texts = new Map<string, { summary: DocumentSummary; text: string }>()
  /** Set by a test: what `read` says instead of the truth. */
  lie: string | undefined

  async add({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<DocumentSummary> {
    if (bytes.length === 0) throw new TutorError('document_empty')
    const text = Buffer.from(bytes).toString()
    const summary: DocumentSummary = { id: `id-of-${name}`, name, kind: 'text', bytes: bytes.length, places: 1 }
    this.#texts.set(summary.id, { summary, text })
    return summary
  }

  list(): readonly DocumentSummary[] {
    return [...this.#texts.values()].map(({ summary }) => summary)
  }

  search(query: string): SearchResult {
    if (this.#texts.size === 0) return { verdict: 'no_documents' }
    const word = /(\w+)\W*$/.exec(query)?.[1] ?? ''
    const found = [...this.#texts.values()].filter(({ text }) => text.includes(word))
    if (found.length === 0) return { verdict: 'not_found', nearest: this.list().flatMap(({ id }) => this.outline(id)) }
    const passages = found.map(({ summary: { id, name }, text }) => ({
      documentId: id, documentName: name, place: { line: 1 }, start: 0, end: text.length, quote: text, context: text,
    }))
    return { verdict: 'found', passages }
  }

  read(documentId: string, { start, end }: { start: number; end: number }): string {
    return this.lie ?? this.#get(documentId).text.slice(start, end)
  }

  outline(documentId: string): readonly Section[] {
    const { summary } = this.#get(documentId)
    return [{ documentId, documentName: summary.name, title: 'Its only line', place: { line: 1 } }]
  }

  remove(documentId: string): void {
    this.#get(documentId)
    this.#texts.delete(documentId)
  }

  #get(documentId: string): { summary: DocumentSummary; text: string } {
    const found = this.#texts.get(documentId)
    if (!found) throw new TutorError('document_unknown')
    return found
  }
}
