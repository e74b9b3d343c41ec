import { clientMessage, clientMessageTypes, pingFrame, type ClientMessage } from './client-message.ts'
import { TutorError } from './errors.ts'
import type { ServerMessage } from './server-message.ts'

/** The answer to {@link pingFrame}. */
export const pongFrame = '{"type":"pong"}'

/**
 * Bytes become typed values here and nowhere else.
 *
 * @throws TutorError `json_invalid`, `type_unknown` or `message_invalid`
 */
export function decodeClientMessage(frame: string): ClientMessage {
  const value = parseJson(frame)
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (!clientMessageTypes.has(type)) throw new TutorError('type_unknown')
  const parsed = clientMessage.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new TutorError('message_invalid', `${issue?.path.join('.') || 'message'}: ${issue?.message}`)
  }
  return parsed.data
}

export function encodeClientMessage(message: ClientMessage | { type: 'ping' }): string {
  return message.type === 'ping' ? pingFrame : JSON.stringify(message)
}

export function encodeServerMessage(message: ServerMessage): string {
  return JSON.stringify(message)
}

/**
 * For clients: reads a frame of a server that speaks `tutor.v1`.
 *
 * @throws TutorError `json_invalid` or `type_unknown`
 */
export function decodeServerMessage(frame: string): ServerMessage {
  const value = parseJson(frame) as ServerMessage | null
  switch (value?.type) {
    case 'hello':
    case 'event':
    case 'resumed':
    case 'more':
    case 'resync':
    case 'ack':
    case 'recovering':
    case 'stopping':
    case 'error':
    case 'document_text':
    case 'document_outline':
    case 'exported':
    case 'courses_listed':
    case 'reported':
    case 'pong':
      return value
    default:
      throw new TutorError('type_unknown')
  }
}

function parseJson(frame: string): unknown {
  try {
    return JSON.parse(frame)
  } catch (cause) {
    throw new TutorError('json_invalid', undefined, { cause })
  }
}
