import { z } from 'zod'
import { limits } from './limits.ts'

const id = z.string().min(1).max(limits.idLength)

/** A question or a command of the learner, answered by one AG-UI run. */
const run = z.object({
  type: z.literal('run'),
  runId: id,
  message: z.object({ id, content: z.string() }),
})

/** Stops a run that is waiting or being answered. */
const abort = z.object({ type: z.literal('abort'), runId: id })

/**
 * Asks for every event after a position. May be sent at any time; until it is answered by `resumed` or `resync`, events
 * are not to be taken as following the position. `seq` 0 is the position of a client that has nothing yet.
 */
const resume = z.object({ type: z.literal('resume'), epoch: z.int().nonnegative(), seq: z.int().nonnegative() })

/** Opens the upload of one document; its bytes follow in chunks. */
const upload = z.object({
  type: z.literal('upload'),
  uploadId: id,
  name: z.string().min(1).max(limits.documentNameLength),
  bytes: z.int().nonnegative(),
})

/** The next bytes of an open upload, base64. The upload is complete when all announced bytes are there. */
const uploadChunk = z.object({
  type: z.literal('upload_chunk'),
  uploadId: id,
  offset: z.int().nonnegative(),
  data: z.base64(),
})

/** Drops an upload that is not complete. */
const uploadAbort = z.object({ type: z.literal('upload_abort'), uploadId: id })

/** Asks for a part of a document's text, from the character `start` on; answered by `document_text`. */
const read = z.object({
  type: z.literal('read'),
  requestId: id,
  documentId: id,
  start: z.int().nonnegative(),
  length: z.int().positive().max(limits.readCharacters).optional(),
})

/** Asks for the headings of a document; answered by `document_outline`. */
const outline = z.object({ type: z.literal('outline'), requestId: id, documentId: id })

/** Asks for all that is known of the learner, as xAPI statements; answered by `exported`. */
const exportLearning = z.object({ type: z.literal('export'), requestId: id })

/** Asks which courses there are, and of which skills they are made; answered by `courses_listed`. */
const listCourses = z.object({ type: z.literal('list_courses'), requestId: id })

/** Asks for what a teacher may see of the learner; answered by `reported` where the learner shares it. The learner sees who asked. */
const report = z.object({ type: z.literal('report'), requestId: id, by: z.string().min(1).max(limits.clientIdLength) })

/** Deletes the session for good, with its documents; all its connections are closed with `session_erased` when that is done. */
const erase = z.object({ type: z.literal('erase'), requestId: id })

export const clientMessage = z.discriminatedUnion('type', [run, abort, resume, upload, uploadChunk, uploadAbort, read, outline, exportLearning, listCourses, report, erase])

export const clientMessageTypes: ReadonlySet<unknown> = new Set(clientMessage.options.map((option) => option.shape.type.value))

/** What a native client sends, but for the ping, which is one exact text ({@link pingFrame}). */
export type ClientMessage = z.infer<typeof clientMessage>
export type RunMessage = z.infer<typeof run>
export type ResumeMessage = z.infer<typeof resume>
export type UploadMessage = z.infer<typeof upload>
export type UploadChunkMessage = z.infer<typeof uploadChunk>
export type ReadMessage = z.infer<typeof read>
export type OutlineMessage = z.infer<typeof outline>

/** A ping is exactly this text, so that it can be answered without parsing and while the session is asleep. */
export const pingFrame = '{"type":"ping"}'
