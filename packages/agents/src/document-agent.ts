import { TutorError, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import type { Material } from './material.ts'
import type { Tools } from './tools.ts'

/** What became of the learner's documents, for whoever shows the list of them. */
export type MaterialChange =
  | { readonly change: 'added'; readonly document: DocumentSummary; readonly uploadId?: string }
  | { readonly change: 'removed'; readonly documentId: string }

/** How `doc.add` gets at a document: inline, or as an upload of this session that is complete. */
export type DocumentSource = 'text' | 'base64' | 'upload'

/** Keeps the learner's documents: takes them in, searches them, reads them out. */
export class DocumentAgent {
  readonly #material: Material
  readonly #tools: Tools
  readonly #changed: (change: MaterialChange) => void
  /** Complete uploads that `doc.add` has not taken yet, by upload id. */
  readonly #uploads = new Map<string, Uint8Array>()

  constructor(material: Material, tools: Tools, changed: (change: MaterialChange) => void) {
    this.#material = material
    this.#tools = tools
    this.#changed = changed
  }

  /** Adds a document that came in as bytes. @throws TutorError `document_*` */
  async takeUpload(upload: { readonly uploadId: string; readonly name: string; readonly bytes: Uint8Array }): Promise<void> {
    this.#uploads.set(upload.uploadId, upload.bytes)
    try {
      await this.#tools.call('doc.add', { name: upload.name, source: 'upload', content: upload.uploadId })
    } finally {
      this.#uploads.delete(upload.uploadId)
    }
  }

  async add(name: string, source: DocumentSource, content: string): Promise<DocumentSummary> {
    const document = await this.#material.add({ name, bytes: this.#bytesOf(source, content) })
    this.#changed({ change: 'added', document, ...(source === 'upload' && { uploadId: content }) })
    return document
  }

  remove(documentId: string): void {
    this.#material.remove(documentId)
    this.#changed({ change: 'removed', documentId })
  }

  list(): readonly DocumentSummary[] {
    return this.#material.list()
  }

  search(query: string): SearchResult {
    return this.#material.search(query)
  }

  read(documentId: string, span: { readonly start: number; readonly end: number }): string {
    return this.#material.read(documentId, span)
  }

  outline(documentId: string): readonly Section[] {
    return this.#material.outline(documentId)
  }

  #bytesOf(source: DocumentSource, content: string): Uint8Array {
    switch (source) {
      case 'text':
        return Buffer.from(content, 'utf8')
      case 'base64':
        return Buffer.from(content, 'base64')
      case 'upload': {
        const bytes = this.#uploads.get(content)
        if (!bytes) throw new TutorError('upload_unknown')
        return bytes
      }
    }
  }
}
