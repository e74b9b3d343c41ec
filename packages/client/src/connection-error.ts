import { closeCodes } from '@tutor/protocol'

/**
 * What can go wrong between client and server.
 *
 * The conversation is over:
 * - `connect_failed`: no connection that speaks `tutor.v1` came about in the first place
 * - `connection_closed`: it was closed, by either side, in a way that is final; see {@link ConnectionError.close}
 * - `gave_up`: it was lost and did not come back in the time it was given; the cause is the last failure
 * - `sequence_gap`: events did not follow each other, even after a resume
 * - `frame_invalid`: the server sent something that is not `tutor.v1`
 *
 * It goes on:
 * - `offline`: there is no socket that could be pinged
 * - `ping_timeout`: the server did not answer a ping in time
 * - `outbox_full`: too many messages wait for the server to take them; this one was not kept
 * - `history_replaced`: the server cannot tell what became of a run, because its history no longer holds it
 */
export type ConnectionErrorCode =
  | 'connect_failed'
  | 'connection_closed'
  | 'gave_up'
  | 'sequence_gap'
  | 'frame_invalid'
  | 'offline'
  | 'ping_timeout'
  | 'outbox_full'
  | 'history_replaced'

/** Why a WebSocket ended, as its close event says it. */
export interface CloseReason {
  readonly code: number
  /** The code's name, such as `goingAway`, or `unnamed`. */
  readonly name: string
  readonly reason: string
}

/** The conversation goes on after these. */
const passing: ReadonlySet<ConnectionErrorCode> = new Set(['offline', 'ping_timeout', 'outbox_full', 'history_replaced'])

/** A failure of the connection. What the server itself reports is a `TutorError` instead. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode
  /** Set where a close event was the cause. */
  readonly close: CloseReason | undefined
  /** How long the server asks to be left alone, in milliseconds, where it has said so before it closed the connection. */
  readonly retryAfterMs: number

  constructor(code: ConnectionErrorCode, message: string, options: ErrorOptions & { close?: CloseReason; retryAfterMs?: number } = {}) {
    super(message, options)
    this.code = code
    this.close = options.close
    this.retryAfterMs = options.retryAfterMs ?? 0
  }

  /** Whether the conversation is over. */
  get final(): boolean {
    return !passing.has(this.code)
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

/** A socket that speaks was closed. */
export function closedError(close: CloseReason, retryAfterMs = 0): ConnectionError {
  return new ConnectionError('connection_closed', `The connection was closed, ${describeClose(close)}.`, { close, retryAfterMs })
}
