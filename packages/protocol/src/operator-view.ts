import type { ErrorCode } from './errors.ts'

/** What `GET /admin/state` answers: the server as it is now. Memory in bytes, utilisations from 0 to 1. */
export interface OperatorView {
  /** Whom the server takes the asker for. */
  readonly operator: string
  readonly server: {
    readonly pid: number
    readonly upMs: number
    readonly isStopping: boolean
    readonly rss: number
    /** Threads that ended without having been told to by the server's end, since its start. */
    readonly lostThreads: number
  }
  readonly main: { readonly utilisation: number; readonly heapUsed: number }
  readonly threads: readonly ThreadView[]
  readonly queues: QueueLevels
  readonly latencies: {
    /** From a native client's message to the first thing its session says to it then: as a rule that it is kept. */
    readonly replies: LatencyView
    /** From the beginning of an answer to its end; one that waits for nothing is not counted. */
    readonly turns: LatencyView
  }
  /** The newest first. */
  readonly faults: readonly FaultView[]
  readonly sessions: SessionPage
}

export interface ThreadView {
  readonly threadId: number
  readonly placement: 'shared' | 'dedicated'
  readonly sessions: number
  readonly utilisation: number
  /** JavaScript heap, and Buffers and the like beside it, at the thread's last beat. */
  readonly heapUsed: number
  readonly external: number
  /** Time without a sign of life. */
  readonly silentMs: number
  /** What waits for the thread: characters of texts that have not left for it. */
  readonly queuedCharacters: number
  /** Calls of the thread that the store has not answered. */
  readonly storing: number
}

/** How much there is of something that waits or takes room, and how much there may be. */
export interface Level {
  readonly now: number
  readonly most: number
}

export interface QueueLevels {
  readonly awake: Level
  readonly opening: Level
  readonly asleep: number
  readonly connections: Level
  /** Bytes of documents that are arriving over HTTP. */
  readonly uploadBytes: Level
}

/** Of the last minute, about; in ms. Where `count` is 0 the others are, too. */
export interface LatencyView {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly most: number
}

/**
 * - `thread`: a session thread was ended, or died
 * - `session`: a session failed and was opened anew, or given up
 * - `run`: an answer failed by a bug, or a message was set aside
 * - `refused`: somebody was not let in, or was sent away
 * - `operator`: an operator did something
 */
export type FaultKind = 'thread' | 'session' | 'run' | 'refused' | 'operator'

/** Something that went wrong, or was done. What happens again alike counts up. */
export interface FaultView {
  readonly kind: FaultKind
  readonly code: ErrorCode | ThreadFault | OperatorAct
  /** Where it was one session's. */
  readonly client?: string
  readonly threadId?: number
  /** Who did it. */
  readonly operator?: string
  readonly count: number
  /** Milliseconds since 1970, of the last time. */
  readonly at: number
}

/** Why a thread is gone: it hung, had too many Buffers or too much memory, died of an error, or its link closed. */
export type ThreadFault = 'hung' | 'buffers' | 'memory' | 'died' | 'lost'

export type OperatorAct = 'server_drained' | 'session_ended' | 'thread_ended'

export const sessionStatuses = ['answering', 'awake', 'opening', 'asleep'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

export const sessionOrders = ['recent', 'name', 'waiting', 'connections', 'offences'] as const
export type SessionOrder = (typeof sessionOrders)[number]

/** Sessions that are awake or have a connection: those of them that were asked for. */
export interface SessionPage {
  /** How many there are of those that were asked for, and of all. */
  readonly found: number
  readonly total: number
  /** How many come before `rows`. */
  readonly from: number
  readonly rows: readonly SessionView[]
}

export interface SessionView {
  /** Names it as long as the server runs. */
  readonly number: number
  readonly client: string
  readonly status: SessionStatus
  readonly threadId?: number
  readonly connections: number
  /** Messages that wait for it at the gateway. */
  readonly waiting: number
  /** Since a client last said something to it. */
  readonly quietS: number
  /** How often it harmed its thread lately. */
  readonly offences: number
}

/** Rows of one {@link SessionPage}, at most. */
export const sessionPageLength = 50
