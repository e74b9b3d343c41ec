import { TutorError } from '@tutor/protocol'
import { refusal } from '../accept.ts'
import type { HttpReply } from '../listener.ts'

/**
 * What was thrown as the answer to an HTTP request, with the header `Retry-After` where it may succeed later. Throws it again
 * where it is none of our errors.
 */
export function refusalOf(thrown: unknown): HttpReply {
  if (!(thrown instanceof TutorError)) throw thrown
  const { code, message, retryAfterMs } = thrown
  const reply = refusal(code, message)
  if (retryAfterMs === undefined) return reply
  return {
    status: reply.status,
    body: { ...(reply.body as object), retryAfterMs },
    headers: { ...reply.headers, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) },
  }
}
