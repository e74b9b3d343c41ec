import {
  decodeServerMessage,
  encodeClientMessage,
  errorTable,
  limits,
  parseClientId,
  TutorError,
  type CustomEvents,
  type DocumentSummary,
  type ErrorCode,
  type ServerMessage,
} from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { refusal } from './accept.ts'
import type { BodyRoom } from './admission/body-room.ts'
import { refusalOf } from './admission/refusal-of.ts'
import type { Authority } from './identity/authority.ts'
import type { Identity } from './identity/identity.ts'
import type { HttpReply, PlainRequest, Socket, SocketHandler } from './listener.ts'

/** Makes a native connection of the client, to be `opened` with the socket that stands for it. @throws TutorError when there is no room */
export type Connect = (client: { readonly clientId: string; readonly identity: Identity }) => UploadConnection

interface UploadConnection extends SocketHandler {
  /** Whether the session is behind, and more of the document had better wait. */
  readonly isCongested: boolean
}

/** What an upload needs of the gateway. */
export interface UploadNeeds {
  readonly bodies: BodyRoom
  readonly authority: Pick<Authority, 'admit'>
  readonly connect: Connect
}

const uploadPath = /^\/sessions\/([^/]*)\/documents$/

/** Chunks that are sent before others have their turn: a quarter of a megabyte. */
const chunksPerTurn = 8

/** How often it is looked whether a session that is behind has caught up, in ms. */
const congestionMs = 10

export function isUploadPath(path: string): boolean {
  return uploadPath.test(path)
}

/** Answers `POST /sessions/{client_id}/documents?name=NAME`, the document as body: 201 with the document, or its error. */
export async function takeHttpUpload(request: PlainRequest, { bodies, authority, connect }: UploadNeeds): Promise<HttpReply> {
  const clientId = parseClientId(uploadPath.exec(request.path)?.[1] ?? '')
  if (clientId === undefined) return refusal('client_id_invalid')
  const name = request.query.get('name') ?? ''
  if (name === '' || name.length > limits.documentNameLength) {
    return refusal('message_invalid', `Name the document in the address: ?name=lesson.pdf, up to ${limits.documentNameLength} characters.`)
  }
  // All of it first: a body can come without its length, and one that breaks off must not have touched the session.
  using room = bodies.open()
  const reading = request.readBody(limits.documentBytes, (more) => room.add(more))
  // It may break off before anybody waits for it.
  reading.catch(() => {})
  try {
    const identified = await authority.admit(request, clientId)
    if (!identified.known) return refusal(identified.code)
    const bytes = await reading
    if (bytes === undefined) return refusal('document_too_large')
    const connection = connect({ clientId, identity: identified.identity })
    return { status: 201, body: await addDocument({ uploadId: randomUUID(), name, bytes }, connection, request.gone) }
  } catch (error) {
    return refusalOf(error)
  }
}

interface Upload {
  /** Unlike any other in the session, whose connections are all told what becomes of it. */
  readonly uploadId: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** Adds a document as a native client does, and leaves. @throws TutorError why it was not added */
async function addDocument(upload: Upload, connection: UploadConnection, gone: AbortSignal): Promise<DocumentSummary> {
  const left = new AbortController()
  const signal = AbortSignal.any([gone, left.signal])
  try {
    return await new Promise((resolve, reject) => {
      gone.addEventListener('abort', () => reject(gone.reason))
      const begin = (): void => void sendUpload(upload, connection, signal)
      connection.opened(new UploadSocket(upload.uploadId, { begin, alive: () => connection.signalled(0), resolve, reject }))
    })
  } finally {
    left.abort()
    connection.closed()
  }
}

interface UploadProgress {
  /** The session is there, and takes the document. */
  begin(): void
  /** Its client waits for an answer and says nothing. */
  alive(): void
  resolve(document: DocumentSummary): void
  reject(error: TutorError): void
}

/** The socket of a client that only wants to know what becomes of its upload. */
class UploadSocket implements Socket {
  readonly #uploadId: string
  readonly #progress: UploadProgress
  #begun = false

  constructor(uploadId: string, progress: UploadProgress) {
    this.#uploadId = uploadId
    this.#progress = progress
  }

  send(frame: string): number {
    this.#read(decodeServerMessage(frame))
    return 1
  }

  getBufferedAmount(): number {
    return 0
  }

  cork(write: () => void): void {
    write()
  }

  ping(): void {
    this.#progress.alive()
  }

  close(): void {
    this.end(0, 'session_failed')
  }

  end(_code: number, reason: string): void {
    this.#progress.reject(new TutorError(reason in errorTable ? (reason as ErrorCode) : 'session_failed'))
  }

  #read(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        if (!this.#begun) this.#progress.begin()
        this.#begun = true
        return
      case 'recovering':
        // Not sent again: the document may be what its thread died of.
        if (this.#begun) this.#progress.reject(new TutorError('session_failed'))
        return
      case 'error':
        if (message.ref === undefined || message.ref === this.#uploadId) this.#progress.reject(new TutorError(message.code, message.message, message))
        return
      case 'event':
        if (message.event.type === 'CUSTOM' && message.event.name === 'tutor.document_added') this.#added(message.event.value)
    }
  }

  #added(added: CustomEvents['tutor.document_added']): void {
    if (added.uploadId === this.#uploadId) this.#progress.resolve(added.document)
  }
}

/** Leaves other connections their turn in between. Never rejects. */
async function sendUpload(upload: Upload, connection: UploadConnection, signal: AbortSignal): Promise<void> {
  let sent = 0
  for (const frame of framesOf(upload)) {
    if (sent++ % chunksPerTurn === 0) await nextTurn()
    while (connection.isCongested && !signal.aborted) await delay(congestionMs)
    if (signal.aborted) return
    connection.text(new TextEncoder().encode(frame).buffer)
  }
}

function* framesOf({ uploadId, name, bytes }: Upload): Generator<string> {
  yield encodeClientMessage({ type: 'upload', uploadId, name, bytes: bytes.length })
  for (let offset = 0; offset < bytes.length; offset += limits.chunkBytes) {
    const data = Buffer.from(bytes.subarray(offset, offset + limits.chunkBytes)).toString('base64')
    yield encodeClientMessage({ type: 'upload_chunk', uploadId, offset, data })
  }
}
