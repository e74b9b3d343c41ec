import { errorTable, TutorError, type ErrorCode } from '@tutor/protocol'

/** Longest wait for the server's answer, in milliseconds. */
const deadlineMs = 10_000

/**
 * Gets a ticket for one connection to a session from its server, for `ConnectOptions.ticket`.
 *
 * @param url of the session: `ws://host:port/ws/{client_id}`
 * @param token what shows who you are: a JWT of an issuer that the server trusts
 * @throws TutorError what the server says, such as `identity_required`; TypeError where nobody answers
 */
export async function requestTicket(url: string, token: string): Promise<string> {
  const address = new URL('../tickets', url)
  address.protocol = address.protocol === 'wss:' ? 'https:' : 'http:'
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(address, { method: 'POST', headers, signal: AbortSignal.timeout(deadlineMs) })
  const body = (await response.json().catch(() => ({}))) as { ticket?: string; code?: string; message?: string }
  if (response.ok && body.ticket !== undefined) return body.ticket
  throw errorOf(response.status, body)
}

function errorOf(status: number, { code = '', message }: { code?: string; message?: string }): Error {
  if (!Object.hasOwn(errorTable, code)) return new Error(`The server answered with status ${status}.`)
  if (code === 'not_found') return new TutorError(code, 'This server asks nobody who they are: connect without a token.')
  return new TutorError(code as ErrorCode, message)
}
