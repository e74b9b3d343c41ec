import { TutorError, type DocumentPart, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import type { AddedDocument, Material } from '../../src/index.ts'

/**
 * Material of one-line documents: a question is answered by the lines that hold its last word.
 * A full implementation of the seam, without parsing and ranking.
 */
export class Shelf implements Material {
  readonly #texts = new Map<string, { summary: DocumentSummary; text: string }>()
  /** Set by a test: what `read` says instead of the truth. */
  lie: string | undefined

  async add({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<AddedDocument> {
    if (bytes.length === 0) throw new TutorError('document_empty')
    const text = Buffer.from(bytes).toString()
    const known = [...this.#texts.values()].find((each) => each.text === text)
    if (known) return { summary: known.summary, reading: `reading-of-${known.summary.name}`, blobs: [] }
    const summary: DocumentSummary = { id: `id-of-${name}`, name, kind: 'text', bytes: bytes.length, places: 1 }
    this.#texts.set(summary.id, { summary, text })
    const reading = `reading-of-${name}`
    return { summary, reading, blobs: [{ hash: summary.id, bytes }, { hash: reading, bytes }] }
  }

  list(): readonly DocumentSummary[] {
    return [...this.#texts.values()].map(({ summary }) => summary)
  }

  async search(query: string): Promise<SearchResult> {
    if (this.#texts.size === 0) return { verdict: 'no_documents' }
    const word = /(\w+)\W*$/.exec(query)?.[1] ?? ''
    const found = [...this.#texts.values()].filter(({ text }) => text.includes(word))
    if (found.length === 0) return { verdict: 'not_found', nearest: this.list().map(onlyLine) }
    const passages = found.map(({ summary: { id, name }, text }) => ({
      documentId: id, documentName: name, place: { line: 1 }, start: 0, end: text.length, quote: text, context: text,
    }))
    return { verdict: 'found', passages }
  }

  async read(documentId: string, { start, end }: { start: number; end: number }): Promise<string> {
    return this.lie ?? this.#get(documentId).text.slice(start, end)
  }

  async part(documentId: string, { start, end }: { start: number; end: number }): Promise<DocumentPart> {
    const { text } = this.#get(documentId)
    return { documentId, start, text: text.slice(start, end), length: text.length, place: { line: 1 }, breaks: [] }
  }

  async outline(documentId: string): Promise<readonly Section[]> {
    return [onlyLine(this.#get(documentId).summary)]
  }

  remove(documentId: string): readonly string[] {
    const { summary } = this.#get(documentId)
    this.#texts.delete(documentId)
    return [documentId, `reading-of-${summary.name}`]
  }

  #get(documentId: string): { summary: DocumentSummary; text: string } {
    const found = this.#texts.get(documentId)
    if (!found) throw new TutorError('document_unknown')
    return found
  }
}

function onlyLine({ id, name }: DocumentSummary): Section {
  return { documentId: id, documentName: name, title: 'Its only line', place: { line: 1 }, start: 0 }
}
