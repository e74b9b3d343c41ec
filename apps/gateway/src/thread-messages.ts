import type { ModelSettings } from '@tutor/models'
import type { Course, ErrorCode, TurnLimits } from '@tutor/protocol'
import type { DialectName, LeadAgent } from '@tutor/session'
import type { RecordableHistogram } from 'node:perf_hooks'
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
  readonly turnLimits: TurnLimits
  readonly store: 'sqlite' | 'memory'
  /** Without a message for so long, a session proposes to sleep. */
  readonly idleMs: number
  /** Most bytes of documents that may be arriving through WebSockets, over all sessions of the thread. */
  readonly uploadBytes: number
  /** All that can be learned, checked. */
  readonly courses: readonly Course[]
  /** The platform's address, under which what learners export is named. */
  readonly homePage: string
  /** Whether the server can tell what texts mean. */
  readonly embeddings: boolean
  /** Takes how long turns took, of all threads together. */
  readonly turns: RecordableHistogram
  /** The memory of the server's clock. */
  readonly clock: SharedArrayBuffer
}

/** Posted once by a thread when it starts: the gateway's end of their link, and the ends of those who keep and who read. */
export interface ThreadHello {
  readonly link: MessagePort
  readonly storage: MessagePort
  readonly reading: MessagePort
  readonly threadId: number
  /** The memory of the thread's pulse. */
  readonly pulse: SharedArrayBuffer
}

/** A session to open: one Piscina task, which lasts as long as the session is awake. */
export interface SessionTask {
  /** Never used twice in the life of the process. */
  readonly session: number
  readonly clientId: string
}

/** How a session's task ended. A task whose thread dies rejects instead. */
export type SessionEnd = { readonly status: 'asleep' } | { readonly status: 'failed'; readonly code: ErrorCode }

/** A connection that comes to a session, or that the session finds when it wakes up or comes back from a failure. */
export interface Attach {
  readonly type: 'attach'
  readonly session: number
  readonly dialect: DialectName
  /** Unlike that of any other connection of any process. */
  readonly name: string
  readonly greeting: 'hello' | 'none'
  /** For a plain client that missed something perhaps: the last event it was shown. */
  readonly shown?: number
}

/**
 * On a connection's channel: a text frame of its client (a plain one's with its number, see `writeQuestion`), or what
 * happens to the connection. On channel 0: `sleep` if the session is still idle, `drain`: begin no further answer and say
 * when the one under way is over, `stop`: end what is being answered or waits, and the session; or `end` in any case.
 */
export type ToThread =
  | string
  | Attach
  | { readonly type: 'detach' }
  | { readonly type: 'sleep' | 'drain' | 'stop' | 'end'; readonly session: number }

/**
 * On a connection's channel: text frames for its client (for a plain one, see `readTelling`). On channel 0: the session
 * is open (or still is, when it was told to sleep), it has nothing to do and could sleep, its last answer is over, or
 * something failed in it that its operator should know of.
 */
export type ToGateway = string | readonly string[] | OfSessions

export type OfSessions =
  | { readonly type: 'opened' | 'idle' | 'drained'; readonly session: number }
  | { readonly type: 'fault'; readonly clientId: string; readonly code: ErrorCode }

/** A thread (or the gateway) that does not answer a call for this long is given up. */
export const linkDeadlineMs = 30_000
