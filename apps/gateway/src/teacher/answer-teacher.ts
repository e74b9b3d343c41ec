import { encodeClientMessage, parseClientId, type ProgressReport } from '@tutor/protocol'
import { randomUUID } from 'node:crypto'
import { refusal } from '../accept.ts'
import { refusalOf } from '../admission/refusal-of.ts'
import { runErrand, type Connect, type Errand } from '../errand.ts'
import type { Authority } from '../identity/authority.ts'
import type { HttpReply, PlainRequest } from '../listener.ts'

export interface TeacherNeeds {
  readonly authority: Pick<Authority, 'identifyAs'>
  readonly connect: Connect
}

const roster = '/teacher/learners'
const progress = /^\/teacher\/learners\/([^/]+)\/progress$/

/** Whether only teachers get an answer there. The page itself, `/teacher`, tells nothing. */
export function isTeacherPath(path: string): boolean {
  return path.startsWith('/teacher/')
}

/** Answers a teacher's page: who their learners are, and how well one of them knows what, where that learner shares it. */
export async function answerTeacher(request: PlainRequest, { authority, connect }: TeacherNeeds): Promise<HttpReply> {
  const identified = await authority.identifyAs('teacher', request)
  if (!identified.known) return refusal(identified.code)
  const { user, learners = [] } = identified.identity
  if (request.path === roster) return told({ teacher: user, learners })
  const learner = parseClientId(progress.exec(request.path)?.[1] ?? '')
  if (learner === undefined) return refusal('not_found')
  // Whether there is such a session or not.
  if (!learners.includes(learner)) return refusal('session_forbidden')
  try {
    return told(await runErrand(reporting(randomUUID(), user), connect({ clientId: learner, identity: identified.identity }), request.gone))
  } catch (error) {
    return refusalOf(error)
  }
}

/** Nobody in between may keep what is known of somebody. */
function told(body: object): HttpReply {
  return { status: 200, body, headers: { 'cache-control': 'no-store' } }
}

function reporting(id: string, by: string): Errand<ProgressReport> {
  return {
    id,
    ask: (connection) => connection.text(new TextEncoder().encode(encodeClientMessage({ type: 'report', requestId: id, by })).buffer),
    read: (message) => (message.type === 'reported' && message.requestId === id ? message.progress : undefined),
  }
}
