import { APICallError } from '@ai-sdk/provider'
import { errorTable, TutorError, type ErrorCode } from '@tutor/protocol'

/** How far the model was with its answer: nothing of it had arrived, or something had. */
export type ModelStage = 'opening' | 'answering'

const refused = 'the connection was refused'
const unknownHost = 'its host is unknown'
const late = 'it did not answer in time'
const closed = 'the connection was closed'

/** System and undici error codes, DOMException names. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: late,
  UND_ERR_CONNECT_TIMEOUT: late,
  UND_ERR_HEADERS_TIMEOUT: late,
  UND_ERR_BODY_TIMEOUT: late,
  TimeoutError: late,
  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_SOCKET: closed,
}

/** What a refusal for good is about, where the status tells. */
const refusals: Readonly<Record<number, string>> = {
  401: 'it does not accept the key (HTTP 401)',
  403: 'the key may not use this model (HTTP 403)',
  404: 'it does not have this model at this address (HTTP 404)',
}

/** Statuses below 500 that pass by themselves. */
const transientStatuses: ReadonlySet<number> = new Set([408, 409, 425, 429])

/**
 * The error of the table for what a model call failed with.
 *
 * Its message is made here and takes no text from the endpoint: hosted services quote the key and the
 * request in theirs.
 *
 * @returns `model_rejected` when the endpoint refused for good, `model_unavailable` when it could not be reached or did
 * not begin to answer, `model_interrupted` when it failed after that
 */
export function modelFailure(thrown: unknown, stage: ModelStage = 'opening'): TutorError {
  if (thrown instanceof TutorError) return thrown
  const chain = [...causes(thrown)]
  const status = chain.map(statusOf).find((each) => each !== undefined)
  const reason = chain.map(reasonOf).find((each) => each !== undefined)
  if (stage === 'answering') return failure('model_interrupted', reason)
  // With a successful status the body was at fault: it broke off or was not what a model sends.
  if (status === undefined || status < 400) return failure('model_unavailable', reason)
  if (status < 500 && !transientStatuses.has(status)) return failure('model_rejected', refusals[status] ?? `it answered with HTTP ${status}`)
  const retryAfterMs = chain.map(retryAfterOf).find((each) => each !== undefined)
  const hint = retryAfterMs === undefined ? '' : ` and asks to be left alone for ${Math.ceil(retryAfterMs / 1_000)} s`
  return failure('model_unavailable', `${status === 429 ? 'it has too much to do, it answered with HTTP 429' : `it answered with HTTP ${status}`}${hint}`, retryAfterMs)
}

function failure(code: ErrorCode, reason: string | undefined, retryAfterMs?: number): TutorError {
  const { message } = errorTable[code]
  return new TutorError(code, reason && message.replace('.', `: ${reason}.`), { retryAfterMs })
}

/** The header `Retry-After` in milliseconds, where it is a number of seconds. */
function retryAfterOf(thrown: unknown): number | undefined {
  const header = APICallError.isInstance(thrown) ? thrown.responseHeaders?.['retry-after'] : undefined
  return header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined
}

/** The value, its causes and the errors it collects, each once. */
function* causes(thrown: unknown, seen = new Set<unknown>()): Generator {
  if (typeof thrown !== 'object' || thrown === null || seen.has(thrown)) return
  seen.add(thrown)
  yield thrown
  if ('cause' in thrown) yield* causes(thrown.cause, seen)
  if (thrown instanceof AggregateError) for (const each of thrown.errors) yield* causes(each, seen)
}

/** Of a failed call, or of an error that came as a chunk: the routers that do so give the HTTP status as its `code`. */
function statusOf(thrown: unknown): number | undefined {
  if (APICallError.isInstance(thrown)) return thrown.statusCode
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? Number(thrown.code) : Number.NaN
  return code >= 400 && code <= 599 ? code : undefined
}

function reasonOf(thrown: unknown): string | undefined {
  const { code, name } = thrown as { code?: unknown; name?: unknown }
  if (typeof code === 'string' && Object.hasOwn(reasons, code)) return reasons[code]
  if (typeof name === 'string' && Object.hasOwn(reasons, name)) return reasons[name]
  // undici says no more than this when the other side leaves in mid-body.
  return thrown instanceof TypeError && thrown.message === 'terminated' ? closed : undefined
}
