import { closeCodes } from '@tutor/protocol'

/**
 * What can go wrong between client and server:
 * - `connect_failed`: no connection that speaks `tutor.v1` came about
 * - `connection_closed`: it ended; see {@link ConnectionError.close}
 * - `ping_timeout`: the server did not answer a ping in time
 * - `sequence_gap`: an event did not follow the one before it
 * - `frame_invalid`: the server sent something that is not `tutor.v1`
 */
export type ConnectionErrorCode =
  | 'connect_failed'
  | 'connection_closed'
  | 'ping_timeout'
  | 'sequence_gap'
  | 'frame_invalid'

/** Why a WebSocket ended, as its close event says it. */
export interface CloseReason {
  readonly code: number
  /** The code's name, such as `goingAway`, or `unnamed`. */
  readonly name: string
  readonly reason: string
}

/** A failure of the connection. What the server itself reports is a `TutorError` instead. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode
  /** Set where a close event was the cause. */
  readonly close: CloseReason | undefined

  constructor(code: ConnectionErrorCode, message: string, options: ErrorOptions & { close?: CloseReason } = {}) {
    super(message, options)
    this.code = code
    this.close = options.close
  }
}

/** Codes that never travel: the peer's socket makes them up (RFC 6455 section 7.4.1). */
const localCloseCodes = { noStatus: 1005, abnormal: 1006 }

const closeNames = new Map(Object.entries({ ...closeCodes, ...localCloseCodes }).map(([name, code]) => [code, name]))

export function closeReasonOf(event: { readonly code: number; readonly reason: string }): CloseReason {
  return { code: event.code, name: closeNames.get(event.code) ?? 'unnamed', reason: event.reason }
}

/** `goingAway (1001): server_stopping` */
export function describeClose({ code, name, reason }: CloseReason): string {
  return `${name} (${code})${reason && `: ${reason}`}`
}
