import { uploadDocument, type Conversation } from '@tutor/client'
import { errorTable, TutorError } from '@tutor/protocol'
import type { Dropped } from './dropped-files.ts'
import { describeSize } from './file-size.ts'

/**
 * How far a file is on its way:
 * - `waiting` for those before it
 * - `sending`: so many percent have left
 * - `reading`: the server has all of it and reads it
 * - `known`: it is a document that was there, under that name
 * - `failed`: it may be tried again where its file is kept
 */
export type UploadProgress =
  | { readonly kind: 'waiting' | 'reading' }
  | { readonly kind: 'sending'; readonly percent: number }
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly mayRetry: boolean }

export interface Upload {
  readonly id: number
  readonly name: string
  readonly progress: UploadProgress
}

interface UploadsNeeds {
  /** Resolves when there is a way to the server. */
  readonly connect: () => Promise<Conversation>
  /** Ids of the documents that are there. */
  readonly documents: () => ReadonlySet<string>
}

/** Files on their way to the session, one after the other. A store for React: each change makes a new list. */
export class Uploads {
  readonly #needs: UploadsNeeds
  readonly #files = new Map<number, File>()
  readonly #changed = new Set<() => void>()
  #all: readonly Upload[] = []
  #last = 0
  #sending: { readonly id: number; readonly abort: AbortController } | undefined

  constructor(needs: UploadsNeeds) {
    this.#needs = needs
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): readonly Upload[] => this.#all

  add({ files, folders }: Dropped): void {
    for (const name of folders) this.#put({ id: ++this.#last, name, progress: failed('This is a folder. Drop the files in it instead.') })
    for (const file of files) {
      const id = ++this.#last
      this.#files.set(id, file)
      this.#put({ id, name: file.name, progress: { kind: 'waiting' } })
    }
    void this.#sendNext()
  }

  retry(id: number): void {
    this.#progress(id, { kind: 'waiting' })
    void this.#sendNext()
  }

  /** Takes it off the list; one that is being sent is stopped, at the server too. */
  dismiss(id: number): void {
    if (this.#sending?.id === id) this.#sending.abort.abort()
    this.#files.delete(id)
    this.#set(this.#all.filter((each) => each.id !== id))
  }

  async #sendNext(): Promise<void> {
    const next = this.#sending ? undefined : this.#all.find(({ progress }) => progress.kind === 'waiting')
    const file = next && this.#files.get(next.id)
    if (!file) return
    const abort = new AbortController()
    this.#sending = { id: next.id, abort }
    try {
      await this.#send(next.id, file, abort.signal)
    } catch (error) {
      // One that was dismissed is off the list.
      this.#progress(next.id, failureOf(error))
    } finally {
      this.#sending = undefined
    }
    await this.#sendNext()
  }

  async #send(id: number, file: File, signal: AbortSignal): Promise<void> {
    const conversation = await this.#needs.connect()
    refuseUnread(file, conversation.hello.limits.documentBytes)
    const bytes = new Uint8Array(await file.arrayBuffer())
    const before = new Set(this.#needs.documents())
    const onProgress = (sent: number): void => {
      const percent = Math.floor((100 * sent) / bytes.byteLength)
      this.#progress(id, percent < 100 ? { kind: 'sending', percent } : { kind: 'reading' })
    }
    onProgress(0)
    const document = await uploadDocument(conversation, { name: file.name, bytes }, { signal, onProgress })
    if (before.has(document.id)) this.#progress(id, { kind: 'known', name: document.name })
    else this.dismiss(id)
  }

  #put(upload: Upload): void {
    this.#set([...this.#all, upload])
  }

  #progress(id: number, progress: UploadProgress): void {
    const at = this.#all.findIndex((each) => each.id === id)
    const upload = this.#all[at]
    if (!upload || isSame(upload.progress, progress)) return
    this.#set(this.#all.with(at, { ...upload, progress }))
  }

  #set(all: readonly Upload[]): void {
    this.#all = all
    for (const changed of this.#changed) changed()
  }
}

/** What needs not be read to know that it will not be taken. @throws TutorError */
function refuseUnread({ size, type }: File, mostBytes: number): void {
  if (size === 0) throw new TutorError('document_empty')
  if (size > mostBytes) throw new TutorError('document_too_large', `The document has ${describeSize(size)}. ${describeSize(mostBytes)} is the most.`)
  if (/^(?:image|video|audio)\//.test(type)) throw new TutorError('document_type_unsupported')
}

function failureOf(error: unknown): UploadProgress {
  if (error instanceof TutorError) return failed(error.message, errorTable[error.code].retryable)
  // The browser's, when the file has gone or changed since it was chosen.
  if (error instanceof DOMException) return failed('The file cannot be read any more. Choose it again.')
  return failed(error instanceof Error ? error.message : String(error), true)
}

function failed(reason: string, mayRetry = false): UploadProgress {
  return { kind: 'failed', reason, mayRetry }
}

function isSame(a: UploadProgress, b: UploadProgress): boolean {
  return a.kind === b.kind && (a.kind !== 'sending' || b.kind !== 'sending' || a.percent === b.percent)
}
