import { parseClientId } from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { refusal } from './accept.ts'
import { refusalOf } from './admission/refusal-of.ts'
import { errandOf, runErrand, type Connect, type Errand } from './errand.ts'
import type { Authority } from './identity/authority.ts'
import type { HttpReply, PlainRequest } from './listener.ts'

/** What an erasure needs of the gateway. */
export interface EraseNeeds {
  readonly authority: Pick<Authority, 'admit'>
  readonly connect: Connect
}

const sessionPath = /^\/sessions\/([^/]*)$/

export function isSessionPath(path: string): boolean {
  return sessionPath.test(path)
}

/** Answers `DELETE /sessions/{client_id}`: 204 when nothing of the session is left, or the error. */
export async function takeHttpErase(request: PlainRequest, { authority, connect }: EraseNeeds): Promise<HttpReply> {
  const clientId = parseClientId(sessionPath.exec(request.path)?.[1] ?? '')
  if (clientId === undefined) return refusal('client_id_invalid')
  try {
    const identified = await authority.admit(request, clientId)
    if (!identified.known) return refusal(identified.code)
    await runErrand(erasing(randomUUID()), connect({ clientId, identity: identified.identity }), request.gone)
    return { status: 204, body: '' }
  } catch (error) {
    return refusalOf(error)
  }
}

function erasing(requestId: string): Errand<true> {
  return errandOf<true>({ type: 'erase', requestId }, { read: () => undefined, closed: (reason) => (reason === 'session_erased' ? true : undefined) })
}
