import { limits, parseClientId } from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { refusal } from './accept.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { errandOf, runErrand, type Connect, type Errand } from './errand.ts'
import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'

/** What reading a document needs of the gateway. */
export interface ReadNeeds {
  readonly authority: Pick<Authority, 'admit'>
  readonly connect: Connect
}

const documentPath = /^\/sessions\/([^/]*)\/documents\/([^/]+?)(\/outline)?$/

export function isDocumentPath(path: string): boolean {
  return documentPath.test(path)
}

/**
 * Answers `GET /sessions/{client_id}/documents/{id}?start=N&length=N`, a part of the document's text, and
 * `GET /sessions/{client_id}/documents/{id}/outline`, its headings: 200 with JSON, or the error.
 */
export async function takeHttpRead(request: PlainRequest, { authority, connect }: ReadNeeds): Promise<HttpReply> {
  const [, client = '', documentId = '', outline] = documentPath.exec(request.path) ?? []
  const clientId = parseClientId(client)
  if (clientId === undefined) return refusal('client_id_invalid')
  const span = spanOf(request.query)
  if (!span) return refusal('message_invalid', `start is a number of characters, length one from 1 to ${limits.readCharacters}.`)
  try {
    const identified = await authority.admit(request, clientId)
    if (!identified.known) return refusal(identified.code)
    const errand = outline === undefined ? reading({ documentId, ...span }) : outlining(documentId)
    const body = await runErrand(errand, connect({ clientId, identity: identified.identity }), request.gone)
    // Nobody in between may keep what a learner reads.
    return { status: 200, body, headers: { 'cache-control': 'no-store' } }
  } catch (error) {
    return refusalOf(error)
  }
}

interface ReadSpan {
  readonly start: number
  readonly length: number
}

function spanOf(query: URLSearchParams): ReadSpan | undefined {
  const [start = 0, length = limits.readCharacters] = ['start', 'length'].map((name) => numberOf(query.get(name)))
  const isRight = Number.isSafeInteger(start) && Number.isInteger(length) && length >= 1 && length <= limits.readCharacters
  return isRight ? { start, length } : undefined
}

/** @returns NaN for what is no number, nothing where there is nothing */
function numberOf(text: string | null): number | undefined {
  if (text === null) return undefined
  return /^\d+$/.test(text) ? Number(text) : NaN
}

function reading(part: ReadSpan & { readonly documentId: string }): Errand<object> {
  const requestId = randomUUID()
  return errandOf({ type: 'read', requestId, ...part }, {
    read: (message) => (message.type === 'document_text' && message.requestId === requestId ? message.part : undefined),
  })
}

function outlining(documentId: string): Errand<object> {
  const requestId = randomUUID()
  return errandOf({ type: 'outline', requestId, documentId }, {
    read: (message) => (message.type === 'document_outline' && message.requestId === requestId ? { sections: message.sections } : undefined),
  })
}
