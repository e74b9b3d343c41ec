import { closeCodes } from './close-codes.ts'

export interface ErrorEntry {
  /** HTTP status, where the error can answer a request: one that would become a WebSocket, or an upload. */
  readonly status?: number
  /** WebSocket close code, where the error ends the connection. */
  readonly close?: number
  /** Whether the same thing may succeed when it is sent again later. */
  readonly retryable: boolean
  /** What the learner is told, unless the place that raises it can be more exact. */
  readonly message: string
}

const table = {
  not_found: { status: 404, retryable: false, message: 'There is nothing at this address. The tutor is at /ws/{client_id}.' },
  client_id_invalid: { status: 400, retryable: false, message: 'The client id must be 1 to 128 characters without a slash or control characters.' },
  subprotocol_unsupported: { status: 400, retryable: false, message: 'This server speaks the subprotocol tutor.v1, or plain text when none is asked for.' },
  method_not_allowed: { status: 405, retryable: false, message: 'This address does not take requests of this method.' },
  origin_forbidden: { status: 403, retryable: false, message: 'Pages of this origin may not use this server. Its operator can allow them.' },
  identity_required: { status: 401, retryable: false, message: 'Say who you are: the ticket or token is missing, expired, used before or not for this server.' },
  identity_unavailable: { status: 503, retryable: true, message: 'It cannot be checked at the moment who you are. Try again later.' },
  session_forbidden: { status: 403, retryable: false, message: 'This session is not yours.' },
  identity_expired: { status: 401, close: closeCodes.policyViolation, retryable: true, message: 'The time for which you were let in is over. Connect again with a new ticket.' },
  role_required: { status: 403, retryable: false, message: 'Your token does not say that you may do this. Ask whoever issues it.' },
  not_shared: { status: 403, retryable: false, message: 'This learner does not share their progress with teachers. They can with /share on.' },
  session_ended: { close: closeCodes.policyViolation, retryable: false, message: 'An operator of the server has ended this session. What was kept is there when you connect again.' },
  session_erased: { close: closeCodes.policyViolation, retryable: false, message: 'The session was deleted, with everything in it.' },
  logged_out: { status: 401, close: closeCodes.policyViolation, retryable: false, message: 'You have logged out.' },
  rate_limited: { status: 429, close: closeCodes.policyViolation, retryable: true, message: 'Too much in too short a time. Wait, and go on more slowly.' },
  too_many_connections: { status: 429, close: closeCodes.tryAgainLater, retryable: true, message: 'Too many connections are open from this address or of this user. Close one, or try again later.' },

  upgrade_required: { status: 426, retryable: false, message: 'This address is a WebSocket.' },

  message_too_large: { close: closeCodes.messageTooBig, retryable: false, message: 'The message is larger than the server accepts.' },
  binary_unsupported: { retryable: false, message: 'Send text frames, not binary ones.' },
  json_invalid: { retryable: false, message: 'The message is not valid JSON.' },
  type_unknown: { retryable: false, message: 'The message has a type this server does not know.' },
  message_invalid: { status: 400, retryable: false, message: 'The message does not have the fields its type needs.' },
  message_empty: { retryable: false, message: 'The message has no text.' },

  run_id_used: { retryable: false, message: 'A run with this id is already waiting or being answered.' },
  message_id_used: { retryable: false, message: 'Another message was sent with this id before.' },
  run_unknown: { retryable: false, message: 'No run with this id is waiting or being answered.' },
  run_queue_full: { retryable: true, message: 'Too many messages are waiting for an answer. Wait for one of them.' },
  run_failed: { retryable: true, message: 'The tutor failed while it answered. The session goes on.' },

  run_interrupted: { retryable: true, message: 'The server failed while it answered. What the answer had changed by then is kept; ask again for the rest.' },
  message_parked: { retryable: false, message: 'This message brought the tutor down three times, so it was set aside. Put it another way.' },
  turn_timeout: { retryable: true, message: 'The answer took too long and was stopped. Ask again, or ask for less at a time.' },
  turn_limit: { retryable: false, message: 'The answer took more steps, tool calls or text than one answer may, and was stopped. Ask for less at a time.' },

  model_unavailable: { retryable: true, message: 'The language model cannot be reached.' },
  model_rejected: { retryable: false, message: 'The language model refused the request. The operator has to look at its configuration.' },
  model_interrupted: { retryable: true, message: 'The language model stopped in the middle of its answer.' },

  model_budget: { retryable: false, message: 'You have used the language model as much as one may in a day. Until tomorrow the embedded one answers.' },

  course_unknown: { retryable: false, message: 'There is no course with this name.' },
  skill_unknown: { retryable: false, message: 'There is no skill with this name.' },
  code_unavailable: { retryable: true, message: 'Your code cannot be run now. Send it again in a moment.' },
  item_unknown: { retryable: false, message: 'There is no item with this id.' },
  question_none: { retryable: false, message: 'No question is open.' },
  question_expired: { retryable: false, message: 'The question has waited too long and is closed. It does not count; /learn asks another one.' },
  question_open: { retryable: false, message: 'This item is being asked. Answer the question instead.' },
  grading_limit: { retryable: true, message: 'So many answers have been marked that this looks like a search for the key. Try again in an hour.' },
  items_none: { retryable: false, message: 'There is nothing to ask about that.' },
  plan_none: { retryable: false, message: 'There is no plan yet. /plan and a goal makes one.' },
  plan_impossible: { retryable: false, message: 'There is no such plan: the day of the exam has passed or is too far away.' },
  date_unreadable: { retryable: false, message: 'That cannot be read as a date. Write it like 2026-12-11, 11 December or “in 14 days”.' },
  quiz_none: { retryable: false, message: 'No quiz is under way.' },
  evidence_unknown: { retryable: false, message: 'Nothing is known about that.' },

  tool_unknown: { retryable: false, message: 'There is no tool with this name.' },
  resource_unknown: { retryable: false, message: 'There is no resource at this address.' },
  prompt_unknown: { retryable: false, message: 'There is no prompt with this name.' },
  tool_input_invalid: { retryable: false, message: 'The tool does not take this input.' },

  upload_id_used: { retryable: false, message: 'An upload with this id is already open.' },
  upload_unknown: { retryable: false, message: 'No upload with this id is open.' },
  upload_out_of_order: { retryable: false, message: 'The chunk does not continue where the upload stands. The upload was dropped.' },
  upload_limit: { retryable: true, message: 'Too many uploads are open. Finish one of them.' },
  document_too_large: { status: 413, retryable: false, message: 'The document is larger than the server accepts.' },
  document_limit: { status: 409, retryable: false, message: 'The session holds as many documents as it may. Remove one of them.' },
  document_type_unsupported: { status: 415, retryable: false, message: 'Only PDF, Word (docx), PowerPoint (pptx), EPUB, HTML, Markdown and plain text can be read.' },
  document_empty: { status: 422, retryable: false, message: 'The document is empty.' },
  document_without_text: { status: 422, retryable: false, message: 'The document holds no text, only pictures perhaps. It has to go through text recognition first.' },
  document_encrypted: { status: 422, retryable: false, message: 'The document is locked with a password.' },
  document_unreadable: { status: 422, retryable: false, message: 'The document is damaged and cannot be read.' },
  document_unknown: { status: 404, retryable: false, message: 'No document with this id is in the session.' },
  read_limit: { retryable: true, message: 'Too many parts of documents are asked for at a time. Wait for one of them.' },

  storage_unavailable: { status: 503, close: closeCodes.tryAgainLater, retryable: true, message: 'The server cannot write to its disk. Nothing that was not confirmed is kept; try again later.' },
  session_damaged: { status: 500, close: closeCodes.internalError, retryable: false, message: 'The stored history of this session is damaged. The operator has to bring it back from a backup.' },
  session_moved: { status: 503, close: closeCodes.tryAgainLater, retryable: true, message: 'The session was taken over by another server. Connect again.' },
  session_failed: { status: 503, close: closeCodes.internalError, retryable: true, message: 'The session failed. Connect again.' },
  server_overloaded: { status: 503, close: closeCodes.tryAgainLater, retryable: true, message: 'The server has no room for another session. Try again later.' },
  server_stopping: { status: 503, close: closeCodes.goingAway, retryable: true, message: 'The server is stopping. Connect again.' },
  slow_reader: { close: closeCodes.policyViolation, retryable: true, message: 'The connection took too little of what was sent to it. Connect again.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof table

/** Every error a client can meet. `docs/errors.md` shows the same table; a test keeps them equal. */
export const errorTable: Readonly<Record<ErrorCode, ErrorEntry>> = table

/** An error as it travels: over the wire, between threads, inside a `RUN_ERROR` event. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly message: string
  readonly retryable: boolean
  /** When it may be worth another try, in milliseconds from now, where the server knows. */
  readonly retryAfterMs?: number
}

/** A failure with an entry in {@link errorTable}. Anything else that is thrown is a bug and reported as `run_failed`. */
export class TutorError extends Error {
  override readonly name = 'TutorError'
  readonly code: ErrorCode
  /** When it may be worth another try, in milliseconds from then, where the server knows. */
  readonly retryAfterMs: number | undefined

  /** @param detail replaces the table's message where something more exact can be said */
  constructor(code: ErrorCode, detail?: string, options: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {}) {
    super(detail ?? errorTable[code].message, options)
    this.code = code
    this.retryAfterMs = options.retryAfterMs
  }

  report(): ErrorReport {
    const { code, message, retryAfterMs } = this
    return { code, message, retryable: errorTable[code].retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
}

/** The error's entry, or `fallback` where the thrown value is not one of ours. Never shows a stack. */
export function reportOf(thrown: unknown, fallback: ErrorCode): ErrorReport {
  return (thrown instanceof TutorError ? thrown : new TutorError(fallback)).report()
}
