import { errorTable, parseClientId, subprotocol, type ErrorCode } from '@tutor/protocol'
import type { DialectName } from '@tutor/session'
import type { HttpReply, UpgradeRequest } from './listener.ts'

export type Acceptance =
  | { readonly accepted: true; readonly clientId: string; readonly dialect: DialectName; readonly subprotocol?: string }
  | { readonly accepted: false; readonly code: ErrorCode }

const prefix = '/ws/'

/** Decides what a request for a WebSocket gets: `/ws/{client_id}`, with no subprotocol or with one that we speak. */
export function accept({ path, subprotocols }: UpgradeRequest): Acceptance {
  if (!path.startsWith(prefix)) return { accepted: false, code: 'not_found' }
  const clientId = parseClientId(path.slice(prefix.length))
  if (clientId === undefined) return { accepted: false, code: 'client_id_invalid' }
  if (subprotocols.length === 0) return { accepted: true, clientId, dialect: 'plain' }
  if (subprotocols.includes(subprotocol)) return { accepted: true, clientId, dialect: 'native', subprotocol }
  return { accepted: false, code: 'subprotocol_unsupported' }
}

/** Seconds after which another server is there, mostly. */
const retryAfterS = 2

/** The answer to whoever comes while the server stops. */
export function stoppingReply(): HttpReply {
  return { ...refusal('server_stopping'), headers: { 'retry-after': String(retryAfterS) } }
}

/** An error of the table as the answer to an HTTP request. @param detail replaces the table's message */
export function refusal(code: ErrorCode, detail?: string): HttpReply {
  const { status = 500, message, retryable } = errorTable[code]
  const body = { code, message: detail ?? message, retryable }
  // RFC 9110: a 401 says how to do better.
  return status === 401 ? { status, body, headers: { 'www-authenticate': 'Bearer' } } : { status, body }
}
