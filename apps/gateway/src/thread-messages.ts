import type { ModelSettings } from '@tutor/models'
import type { ErrorCode } from '@tutor/protocol'
import type { DialectName, LeadAgent } from '@tutor/session'
import type { MessagePort } from 'node:worker_threads'

/**
 * What crosses between the gateway and a session thread. A channel of the link is a connection's number; channel 0 is
 * for the sessions themselves.
 */
export const sessionsChannel = 0

/** What a thread needs to know when it starts. */
export interface ThreadSettings {
  readonly model: ModelSettings
  readonly agent: LeadAgent
}

/** Posted once by a thread when it starts: the gateway's end of their link. */
export interface ThreadHello {
  readonly link: MessagePort
  readonly threadId: number
}

/** A session to open: one Piscina task, which lasts as long as the session. */
export interface SessionTask {
  /** Never used twice in the life of the process. */
  readonly session: number
  readonly clientId: string
  readonly epoch: number
}

/** On a connection's channel: a text frame of its client, or what happens to the connection. On channel 0: `close`. */
export type ToThread =
  | string
  | { readonly type: 'attach'; readonly session: number; readonly dialect: DialectName }
  | { readonly type: 'refuse'; readonly code: ErrorCode }
  | { readonly type: 'detach' }
  | { readonly type: 'close'; readonly session: number }

/** On a connection's channel: a text frame for its client. On channel 0: the session is open on this thread. */
export type ToGateway = string | { readonly type: 'opened'; readonly session: number }

/** A thread (or the gateway) that does not answer a call for this long is given up. */
export const linkDeadlineMs = 30_000
