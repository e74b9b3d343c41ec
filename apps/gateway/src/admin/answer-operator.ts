import { refusal } from '../accept.ts'
import type { Authority } from '../identity/authority.ts'
import type { HttpReply, PlainRequest } from '../listener.ts'
import type { Operations } from './operations.ts'
import { readSessionQuery } from './session-list.ts'
import type { Telemetry } from './telemetry.ts'

export interface OperatorNeeds {
  readonly authority: Pick<Authority, 'identifyAs'>
  readonly operations: Operations
  readonly telemetry: Telemetry
}

const prefix = '/admin/'
const state = `${prefix}state`
const drain = `${prefix}drain`
const end = /^\/admin\/(sessions|threads)\/(\d{1,15})\/end$/

/** Whether only operators get an answer there. The page itself, `/admin`, tells nothing. */
export function isOperatorPath(path: string): boolean {
  return path.startsWith(prefix)
}

/** Answers an operator's page. Whoever is no operator learns nothing, not even which addresses there are. */
export async function answerOperator(request: PlainRequest, { authority, operations, telemetry }: OperatorNeeds): Promise<HttpReply> {
  const identified = await authority.identifyAs('operator', request)
  if (!identified.known) {
    telemetry.refused(identified.code)
    return refusal(identified.code)
  }
  const { user } = identified.identity
  const { path, method, query } = request
  if (path === state) return method === 'GET' ? told(operations.view(user, readSessionQuery(query))) : only('GET')
  const [, kind, number] = end.exec(path) ?? []
  if (path !== drain && kind === undefined) return refusal('not_found')
  if (method !== 'POST') return only('POST')
  if (path === drain) operations.drain(user)
  else if (!(kind === 'sessions' ? operations.endSession(user, Number(number)) : operations.endThread(user, Number(number)))) return refusal('not_found', 'It is gone already.')
  return told({ status: 'done' })
}

function only(method: string): HttpReply {
  return { ...refusal('method_not_allowed'), headers: { allow: method } }
}

/** Nobody in between may keep what the server tells of its users. */
function told(body: object): HttpReply {
  return { status: 200, body, headers: { 'cache-control': 'no-store' } }
}
