import { EventType, TutorError, type CustomEvents, type DocumentSummary, type ServerMessage } from '@tutor/protocol'
import type { Conversation, ConversationListener } from './conversation.ts'

export interface DocumentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface UploadOptions {
  /** Stops sending and rejects with its reason. The server drops the rest of the upload with the conversation. */
  readonly signal?: AbortSignal
  /** Called after each chunk. */
  readonly onProgress?: (sentBytes: number) => void
}

/**
 * Adds a document to the session, in chunks of the size the session asks for.
 *
 * @returns the document once the session has read it
 * @throws TutorError what the session says against it, such as `document_encrypted`
 */
export async function uploadDocument(
  conversation: Conversation,
  file: DocumentFile,
  options: UploadOptions = {},
): Promise<DocumentSummary> {
  options.signal?.throwIfAborted()
  const uploadId = crypto.randomUUID()
  const added = Promise.withResolvers<DocumentSummary>()
  const sending = new AbortController()
  const onAbort = () => added.reject(options.signal?.reason)
  const stopListening = conversation.listen(answerListener(uploadId, added))
  options.signal?.addEventListener('abort', onAbort)
  try {
    conversation.send({ type: 'upload', uploadId, name: file.name, bytes: file.bytes.byteLength })
    const upload = { uploadId, bytes: file.bytes, signal: sending.signal, onProgress: options.onProgress }
    const [document] = await Promise.all([added.promise, sendChunks(conversation, upload)])
    return document
  } finally {
    sending.abort()
    options.signal?.removeEventListener('abort', onAbort)
    stopListening()
  }
}

interface Upload {
  readonly uploadId: string
  readonly bytes: Uint8Array
  readonly signal: AbortSignal
  readonly onProgress: UploadOptions['onProgress']
}

async function sendChunks(conversation: Conversation, { uploadId, bytes, signal, onProgress }: Upload): Promise<void> {
  const { chunkBytes } = conversation.hello.limits
  for (let offset = 0; offset < bytes.byteLength; offset += chunkBytes) {
    await conversation.drained()
    if (signal.aborted) return
    const chunk = bytes.subarray(offset, offset + chunkBytes)
    conversation.send({ type: 'upload_chunk', uploadId, offset, data: toBase64(chunk) })
    onProgress?.(offset + chunk.byteLength)
  }
}

function answerListener(uploadId: string, added: PromiseWithResolvers<DocumentSummary>): ConversationListener {
  return {
    receive(message) {
      const addition = additionOf(message)
      if (addition?.uploadId === uploadId) added.resolve(addition.document)
      if (message.type === 'error' && message.ref === uploadId) {
        added.reject(new TutorError(message.code, message.message))
      }
    },
    end: (reason) => added.reject(reason),
  }
}

function additionOf(message: ServerMessage): CustomEvents['tutor.document_added'] | undefined {
  if (message.type !== 'event') return undefined
  const { event } = message
  if (event.type !== EventType.CUSTOM || event.name !== 'tutor.document_added') return undefined
  return event.value as CustomEvents['tutor.document_added']
}

/** Node 24 has no `Uint8Array.toBase64` and browsers have no `Buffer`. A chunk is small enough to spread. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
