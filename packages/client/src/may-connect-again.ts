import { errorTable, type ErrorCode } from '@tutor/protocol'
import type { CloseReason } from './connection-error.ts'

/**
 * Told to go, or told that what this client does is wrong: it would do the same again. RFC 6455: normal closure,
 * protocol error, unsupported data, inconsistent text, policy violation, message too big, extension missing.
 */
const finalCodes: ReadonlySet<number> = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010])

/**
 * Whether a connection that ended like this is worth another one: by its reason where that is a code of the error
 * table, otherwise by its close code.
 */
export function mayConnectAgain({ code, reason }: CloseReason): boolean {
  if (Object.hasOwn(errorTable, reason)) return errorTable[reason as ErrorCode].retryable
  return !finalCodes.has(code)
}
