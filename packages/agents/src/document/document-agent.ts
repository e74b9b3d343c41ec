import { limits, TutorError, type DocumentPart, type DocumentSummary, type SearchResult, type Section } from '@tutor/protocol'
import type { DocumentBlob, Material } from './material.ts'
import type { Tools } from '../tools.ts'

/** What became of the learner's documents, for whoever stores them and shows the list of them. */
export type MaterialChange = DocumentAdded | DocumentRemoved

interface DocumentAdded {
  readonly change: 'added'
  readonly document: DocumentSummary
  /** The upload that it came in with. */
  readonly uploadId?: string
  readonly reading: string
  readonly blobs: readonly DocumentBlob[]
}

interface DocumentRemoved {
  readonly change: 'removed'
  readonly documentId: string
  /** Hashes of the blobs that go with it. */
  readonly drop: readonly string[]
}

/**
 * Stores a change and shows it. A change is not done before this resolves, and nothing else changes meanwhile. When it
 * rejects, a document that was new is gone again.
 */
export type MaterialChanged = (change: MaterialChange) => Promise<void>

/** How `doc.add` gets at a document: inline, or as an upload of this session that is complete. */
export type DocumentSource = 'text' | 'base64' | 'upload'

interface Upload {
  readonly uploadId: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** Keeps the learner's documents: takes them in, searches them, reads them out. */
export class DocumentAgent {
  readonly #material: Material
  readonly #tools: Tools
  readonly #changed: MaterialChanged
  /** Complete uploads that `doc.add` has not taken yet. Two connections may use one upload id, so they have their own. */
  readonly #uploads = new Map<string, Upload>()
  /** The last change; the next one begins when it is over. */
  #changing: Promise<unknown> = Promise.resolve()
  /** Additions that are not over. */
  #adding = 0

  constructor(material: Material, tools: Tools, changed: MaterialChanged) {
    this.#material = material
    this.#tools = tools
    this.#changed = changed
  }

  /** Adds a document that came in as bytes. @throws TutorError `document_*`, or what kept it from being stored */
  async takeUpload(upload: Upload): Promise<void> {
    const content = crypto.randomUUID()
    this.#uploads.set(content, upload)
    try {
      await this.#tools.call('doc.add', { name: upload.name, source: 'upload', content })
    } finally {
      this.#uploads.delete(content)
    }
  }

  /** Adds a document and has it stored. @throws TutorError `document_*`, or what kept it from being stored */
  async add(name: string, source: DocumentSource, content: string): Promise<DocumentSummary> {
    const { bytes, ...upload } = this.#sourceOf(source, content)
    // The bytes of each stay in memory as long as it waits.
    if (this.#adding > limits.waitingDocuments) throw tooManyWait()
    this.#adding += 1
    try {
      return await this.#inTurn(() => this.#add({ name, bytes }, upload))
    } finally {
      this.#adding -= 1
    }
  }

  /** @throws TutorError `document_unknown`, or what kept the removal from being stored */
  async remove(documentId: string): Promise<void> {
    await this.#inTurn(async () => {
      const drop = this.#material.remove(documentId)
      await this.#changed({ change: 'removed', documentId, drop })
    })
  }

  list(): readonly DocumentSummary[] {
    return this.#material.list()
  }

  async search(query: string): Promise<SearchResult> {
    return await this.#material.search(query)
  }

  async read(documentId: string, span: { readonly start: number; readonly end: number }): Promise<string> {
    return await this.#material.read(documentId, span)
  }

  async part(documentId: string, span: { readonly start: number; readonly end: number }): Promise<DocumentPart> {
    return await this.#material.part(documentId, span)
  }

  async outline(documentId: string): Promise<readonly Section[]> {
    return await this.#material.outline(documentId)
  }

  async #add(file: Parameters<Material['add']>[0], upload: Pick<DocumentAdded, 'uploadId'>): Promise<DocumentSummary> {
    const { summary: document, ...stored } = await this.#material.add(file)
    try {
      await this.#changed({ change: 'added', document, ...stored, ...upload })
    } catch (thrown) {
      if (stored.blobs.length > 0) this.#takeBack(document.id)
      throw thrown
    }
    return document
  }

  /** One change after the other: they are stored in the order in which the material saw them. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changing = this.#changing.then(change, change)
    this.#changing = changing
    return changing
  }

  /** The material may have been closed meanwhile. */
  #takeBack(documentId: string): void {
    if (this.list().some(({ id }) => id === documentId)) this.#material.remove(documentId)
  }

  #sourceOf(source: DocumentSource, content: string): { readonly bytes: Uint8Array; readonly uploadId?: string } {
    switch (source) {
      case 'text':
        return { bytes: Buffer.from(content, 'utf8') }
      case 'base64':
        return { bytes: Buffer.from(content, 'base64') }
      case 'upload': {
        const upload = this.#uploads.get(content)
        if (!upload) throw new TutorError('upload_unknown')
        return { bytes: upload.bytes, uploadId: upload.uploadId }
      }
    }
  }
}

function tooManyWait(): TutorError {
  return new TutorError('upload_limit', 'Too many documents are waiting to be added. Wait for one of them.')
}
