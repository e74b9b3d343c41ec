import { limits } from './limits.ts'

const controlCharacter = /\p{Cc}/u

/**
 * Reads the learner's id from the last segment of `/ws/{client_id}`.
 *
 * @param segment the raw path segment, still percent-encoded
 * @returns the decoded id, or `undefined` when it is empty, over-long, badly encoded or holds a control character or
 * a slash
 */
export function parseClientId(segment: string): string | undefined {
  const decoded = decodePercent(segment)
  if (decoded === undefined || decoded === '') return undefined
  if (decoded.length > limits.clientIdLength) return undefined
  if (decoded.includes('/') || controlCharacter.test(decoded)) return undefined
  return decoded
}

function decodePercent(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
