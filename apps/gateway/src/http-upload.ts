import { encodeClientMessage, limits, parseClientId, type CustomEvents, type DocumentSummary } from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { refusal } from './accept.ts'
import type { BodyRoom } from './admission/body-room.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { runErrand, type Connect, type Errand, type ErrandConnection } from './errand.ts'
import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'

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
    return { status: 201, body: await runErrand(uploading({ uploadId: randomUUID(), name, bytes }), connection, request.gone) }
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

function uploading(upload: Upload): Errand<DocumentSummary> {
  const { uploadId } = upload
  return {
    id: uploadId,
    ask: (connection, signal) => void sendUpload(upload, connection, signal),
    read(message) {
      if (message.type !== 'event' || message.event.type !== 'CUSTOM' || message.event.name !== 'tutor.document_added') return undefined
      const added: CustomEvents['tutor.document_added'] = message.event.value
      return added.uploadId === uploadId ? added.document : undefined
    },
  }
}

/** Leaves other connections their turn in between. Never rejects. */
async function sendUpload(upload: Upload, connection: ErrandConnection, signal: AbortSignal): Promise<void> {
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
