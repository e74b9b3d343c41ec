import { EventType, TutorError, type CustomEvents, type DocumentSummary, type ErrorMessage, type ServerMessage } from '@tutor/protocol'
import type { Conversation, ConversationListener } from './conversation.ts'

export interface DocumentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface UploadOptions {
  /** Stops the upload, at the server too, and rejects with its reason. */
  readonly signal?: AbortSignal
  /** Called after each chunk. Falls back where the upload has to start anew. */
  readonly onProgress?: (sentBytes: number) => void
}

/**
 * Adds a document to the session, in chunks of the size the session asks for. The server drops an upload that was cut,
 * so it starts anew when the connection or the session has come back; a document that arrives twice is there once.
 *
 * @returns the document once the session has read it
 * @throws TutorError what the session says against it, such as `document_encrypted`
 */
export async function uploadDocument(
  conversation: Conversation,
  file: DocumentFile,
  options: UploadOptions = {},
): Promise<DocumentSummary> {
  const { signal, onProgress } = options
  signal?.throwIfAborted()
  const upload = new Upload(conversation, file, onProgress)
  const stopListening = conversation.listen(upload)
  const abort = () => upload.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    upload.start()
    return await upload.added
  } finally {
    signal?.removeEventListener('abort', abort)
    stopListening()
    upload.stop()
  }
}

class Upload implements ConversationListener {
  readonly #conversation: Conversation
  readonly #file: DocumentFile
  readonly #onProgress: UploadOptions['onProgress']
  readonly #added = Promise.withResolvers<DocumentSummary>()
  /** Of all attempts: one that seemed to be cut may have arrived. */
  readonly #uploadIds = new Set<string>()
  /** The attempt that is under way. */
  #sending = new AbortController()
  #uploadId = ''
  #restart: ReturnType<typeof setTimeout> | undefined

  constructor(conversation: Conversation, file: DocumentFile, onProgress: UploadOptions['onProgress']) {
    this.#conversation = conversation
    this.#file = file
    this.#onProgress = onProgress
  }

  get added(): Promise<DocumentSummary> {
    return this.#added.promise
  }

  start(): void {
    this.stop()
    this.#sending = new AbortController()
    this.#uploadId = crypto.randomUUID()
    this.#uploadIds.add(this.#uploadId)
    this.#send(this.#uploadId, this.#sending.signal).catch(this.#added.reject)
  }

  stop(): void {
    clearTimeout(this.#restart)
    this.#sending.abort()
  }

  abort(reason: unknown): void {
    this.#added.reject(reason)
    this.#drop()
  }

  receive(message: ServerMessage): void {
    const addition = additionOf(message)
    if (addition?.uploadId !== undefined && this.#uploadIds.has(addition.uploadId)) {
      this.#added.resolve(addition.document)
      if (addition.uploadId !== this.#uploadId) this.#drop()
    }
    if (message.type === 'hello') this.start()
    if (message.type === 'error') this.#hearError(message)
  }

  #hearError({ code, message, ref, retryAfterMs }: ErrorMessage): void {
    if (ref === this.#uploadId) this.#added.reject(new TutorError(code, message, { retryAfterMs }))
    if (ref === undefined && retryAfterMs !== undefined) this.#startAgainIn(retryAfterMs)
  }

  /** A part of it may have been dropped, and what follows cannot be taken. */
  #startAgainIn(ms: number): void {
    this.stop()
    const broken = this.#uploadId
    // What the session still says against it is no news.
    this.#uploadId = ''
    this.#restart = setTimeout(() => {
      this.#conversation.send({ type: 'upload_abort', uploadId: broken })
      this.start()
    }, ms)
  }

  end(reason: Error): void {
    this.stop()
    this.#added.reject(reason)
  }

  /** Nobody waits for the attempt that is under way. */
  #drop(): void {
    if (this.#sending.signal.aborted) return
    this.stop()
    this.#conversation.send({ type: 'upload_abort', uploadId: this.#uploadId })
  }

  async #send(uploadId: string, signal: AbortSignal): Promise<void> {
    const { name, bytes } = this.#file
    await this.#conversation.drained()
    if (signal.aborted) return
    this.#conversation.send({ type: 'upload', uploadId, name, bytes: bytes.byteLength })
    const { chunkBytes } = this.#conversation.hello.limits
    for (let offset = 0; offset < bytes.byteLength; offset += chunkBytes) {
      await this.#conversation.drained()
      if (signal.aborted) return
      const chunk = bytes.subarray(offset, offset + chunkBytes)
      this.#conversation.send({ type: 'upload_chunk', uploadId, offset, data: toBase64(chunk) })
      this.#onProgress?.(offset + chunk.byteLength)
    }
  }
}

function additionOf(message: ServerMessage): CustomEvents['tutor.document_added'] | undefined {
  if (message.type !== 'event') return undefined
  const { event } = message
  if (event.type !== EventType.CUSTOM || event.name !== 'tutor.document_added') return undefined
  return event.value as CustomEvents['tutor.document_added']
}

/** All of a chunk as arguments of one call takes a hundred times as long. */
const lettersAtOnce = 4_096

/** Node 24 has no `Uint8Array.toBase64` and browsers have no `Buffer`. */
function toBase64(bytes: Uint8Array): string {
  let letters = ''
  for (let start = 0; start < bytes.length; start += lettersAtOnce) {
    letters += String.fromCharCode.apply(undefined, bytes.subarray(start, start + lettersAtOnce) as unknown as number[])
  }
  return btoa(letters)
}
