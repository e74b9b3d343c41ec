import type { Event, Message } from '@ag-ui/core'
import type { Citation, DocumentPart, DocumentSummary, OutlineEntry } from './material.ts'
import type { ErrorCode, ErrorReport } from './errors.ts'
import type { CourseOutline } from './learning/course.ts'
import type { LearningFact } from './learning/fact.ts'
import type { ProgressReport } from './learning/progress.ts'

/** The name under which native clients ask for this protocol in the WebSocket handshake. */
export const subprotocol = 'tutor.v1'

/** Which model answers. `languageModel` is false for the embedded one, which only quotes the learner's documents. */
export interface ModelDescription {
  readonly name: string
  readonly languageModel: boolean
  /** One sentence for the learner. */
  readonly description: string
}

/**
 * First message on every native connection, and again after `recovering`: the session introduces itself. Events follow
 * from here on; a client that has a position sends `resume` to get what it missed.
 */
export interface Hello {
  readonly type: 'hello'
  readonly protocol: typeof subprotocol
  readonly clientId: string
  /** Of the session's present owner. */
  readonly epoch: number
  /** `seq` of the last event before this message; the next event has `seq + 1`. */
  readonly seq: number
  readonly model: ModelDescription
  readonly limits: { readonly messageBytes: number; readonly documentBytes: number; readonly chunkBytes: number }
  readonly documents: readonly DocumentSummary[]
}

/** How far somebody has followed a session: the epoch and `seq` of the last event they have. */
export interface Position {
  readonly epoch: number
  readonly seq: number
}

/**
 * An AG-UI event at its place in the session's history. Every event but TEXT_MESSAGE_CONTENT is on disk before it is
 * sent; text is sent as it comes and is on disk a second or 2 KB later.
 */
export interface EventEnvelope extends Position {
  readonly type: 'event'
  /** Of the owner that wrote the event. Grows whenever the session gets a new owner, and never falls from event to event. */
  readonly epoch: number
  /** Dense and strictly increasing from 1 over the whole life of the session, whatever its owners. */
  readonly seq: number
  readonly event: Event
}

/** Answers a `resume` that can be served: the events after this position (the one asked for) follow. */
export interface Resumed extends Position {
  readonly type: 'resumed'
  /** `seq` of the session's last event now. Who has got that far has caught up, and goes on live. */
  readonly head: number
}

/** Ends a page of a long replay: nothing more comes until the client sends `resume` with this, its new position. */
export interface More extends Position {
  readonly type: 'more'
}

/**
 * Why a position cannot be served:
 * - `answer_lost`: the server failed before the text after `seq` was on disk; the answer is given anew
 * - `position_ahead`: the history has no such event (yet); it was brought back from a backup, say
 * - `position_expired`: the history no longer reaches back that far
 */
export type ResyncReason = 'answer_lost' | 'position_ahead' | 'position_expired'

/**
 * Answers a `resume` that cannot be served. The client forgets what it has, takes `messages` for it (the conversation up
 * to `seq`, as far back as the server cares to tell) and goes on from here: the events after `seq` follow as after
 * `resumed`. For `answer_lost`, `seq` lies before the client's and all events up to it are those the client has.
 */
export interface Resync extends Position {
  readonly type: 'resync'
  readonly reason: ResyncReason
  readonly head: number
  readonly messages: readonly Message[]
  /** What is known of the learner up to `seq`, as a `LearnerRecord` stores it; not for `answer_lost`, where the client has it. */
  readonly learner?: object
}

/** Answers a `run` whose message was taken before: it is on disk, and its events are in the history. */
export interface Ack {
  readonly type: 'ack'
  readonly runId: string
}

/**
 * The session's thread has failed and the session is being opened anew; a `hello` follows when it is back. What was sent
 * and has no event or error yet has to be sent again then.
 */
export interface Recovering {
  readonly type: 'recovering'
}

/**
 * The server stops, and closes the connection with 1001 within this time. Runs that are being answered get the time to
 * end; what is sent until then is kept and answered by the next server, to which the client comes back by itself.
 */
export interface Stopping {
  readonly type: 'stopping'
  /** Milliseconds. */
  readonly graceMs: number
}

/** Something this connection sent could not be taken. `ref` is the id of the run, upload or request it was about. */
export interface ErrorMessage extends ErrorReport {
  readonly type: 'error'
  readonly ref?: string
}

/** Answers a `read`. Parts that follow each other are the text in which citations count. */
export interface DocumentText {
  readonly type: 'document_text'
  readonly requestId: string
  readonly part: DocumentPart
}

/** Answers an `outline`: the document's headings in the order of its text. */
export interface DocumentOutline {
  readonly type: 'document_outline'
  readonly requestId: string
  readonly sections: readonly OutlineEntry[]
}

/** Answers an `export`: what is known of the learner, as xAPI 1.0.3 statements. */
export interface Exported {
  readonly type: 'exported'
  readonly requestId: string
  readonly statements: readonly object[]
}

/** Answers a `report`. */
export interface Reported {
  readonly type: 'reported'
  readonly requestId: string
  readonly progress: ProgressReport
}

/** Answers a `list_courses`. */
export interface CoursesListed {
  readonly type: 'courses_listed'
  readonly requestId: string
  readonly courses: readonly CourseOutline[]
}

export interface Pong {
  readonly type: 'pong'
}

export type ServerMessage =
  | Hello
  | EventEnvelope
  | Resumed
  | More
  | Resync
  | Ack
  | Recovering
  | Stopping
  | ErrorMessage
  | DocumentText
  | DocumentOutline
  | Exported
  | CoursesListed
  | Reported
  | Pong

/** AG-UI CUSTOM events of ours: name to value. */
export interface CustomEvents {
  /** The verified sources of the message just written. */
  'tutor.citations': { readonly messageId: string; readonly citations: readonly Citation[] }
  /** `reading` names the text of the document as the server keeps it, by SHA-256 in hex. */
  'tutor.document_added': { readonly uploadId?: string; readonly document: DocumentSummary; readonly reading: string }
  'tutor.document_removed': { readonly documentId: string }
  /** A question was taken and waits for its turn. */
  'tutor.run_queued': { readonly runId: string; readonly message: { readonly id: string; readonly content: string } }
  /** The learner has stopped a run that waits: it will end as cancelled when its turn comes. */
  'tutor.run_withdrawn': { readonly runId: string }
  /** What was learned about the learner, and what the tutor did about it; all of one event or nothing. */
  'tutor.learned': { readonly facts: readonly LearningFact[] }
  /** The language model failed, so the embedded one answers the rest of this run. `code` is of the error table. */
  'tutor.model_replaced': { readonly code: ErrorCode }
  /** The server was stopped in the middle of this run; the next one begins it anew, which is no failure of the run. */
  'tutor.run_suspended': { readonly runId: string }
  /** The server failed or was stopped in the middle of this run, and answers it anew. `discarded` is the half answer, if there was one. */
  'tutor.run_restarted': { readonly runId: string; readonly attempt: number; readonly discarded?: string }
}
