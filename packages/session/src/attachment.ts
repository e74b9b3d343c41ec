import { reportProgress, type DocumentAgent } from '@tutor/agents'
import { limits, reportOf, TutorError, type ClientMessage, type OutlineMessage, type Position, type ReadMessage, type RunMessage, type ServerMessage } from '@tutor/protocol'
import { courseOutlines } from './course-outlines.ts'
import type { Observer } from './observer.ts'
import type { PublishedEvent } from './published-event.ts'
import { replay, type Replayed } from './replay.ts'
import type { SessionTeaching } from './teaching-agents.ts'
import type { UploadRoom } from './upload-room.ts'
import { Uploads, type CompleteUpload } from './uploads.ts'

/** The session, as one of its observers can use it. */
export interface AttachedSession {
  /** What a replay reads. */
  readonly replayed: Replayed
  readonly uploadRoom: UploadRoom
  readonly documents: Pick<DocumentAgent, 'takeUpload' | 'part' | 'outline'>
  run(message: RunMessage, asker: Attachment): void
  abort(runId: string): void
  readonly teaching: SessionTeaching
  /** Deletes the session, and ends it, with an error to the asker where it cannot be deleted. Rejects only by a bug. */
  erase(asker: Attachment, requestId: string): Promise<void>
  detach(attachment: Attachment): void
  fault(error: unknown): void
}

/**
 * How far an observer is with the session's events. `joining` and `paused` get none: until the session has introduced
 * itself, and between the pages of a replay. A replay is an object of its own, so that a later one can take its place.
 */
type Following =
  | { readonly status: 'joining'; readonly resume?: Position }
  | { readonly status: 'live' | 'replaying' | 'paused' | 'detached' }

/** One observer's way into the session: what it sends, the events it is shown, and the errors that only it is told. */
export class Attachment {
  readonly #session: AttachedSession
  readonly #observer: Observer
  #following: Following = { status: 'joining' }
  #uploads: Uploads | undefined
  /** Parts of documents, outlines and reports that it waits for. */
  #reads = 0
  /** Resolves when the last replay that was begun is over. */
  #replay: Promise<void> | undefined

  constructor(session: AttachedSession, observer: Observer) {
    this.#session = session
    this.#observer = observer
  }

  /** Whether it waits for the observer to finish something that would be lost with the session. */
  get isBusy(): boolean {
    return this.#following.status === 'replaying' || (this.#uploads?.size ?? 0) > 0 || this.#reads > 0
  }

  /** The session tells its events from here on. @param greeting is told first */
  join(greeting: readonly ServerMessage[]): void {
    const joining = this.#following
    if (joining.status !== 'joining') return
    this.#following = { status: 'live' }
    if (greeting.length > 0) this.#observer.receive(greeting)
    if (joining.resume) void this.#resume(joining.resume, 'one')
  }

  /** Takes the session's next events. */
  deliver(events: readonly PublishedEvent[]): void {
    if (this.#following.status === 'live') this.#observer.receive(events)
  }

  /** Takes a message. Never throws: what cannot be taken is answered by an error message. */
  receive(message: ClientMessage): void {
    if (this.#following.status === 'detached') return
    try {
      this.#take(message)
    } catch (error) {
      this.refuse(error, refOf(message))
    }
  }

  /** Tells the observer that a run it sent was taken before. */
  acknowledge(runId: string): void {
    this.#tell({ type: 'ack', runId })
  }

  /** Tells the observer that something it sent cannot be taken. @param ref the run, upload or request it was about */
  refuse(error: unknown, ref?: string): void {
    if (!(error instanceof TutorError)) this.#session.fault(error)
    this.#tell({ type: 'error', ...reportOf(error, 'run_failed'), ...(ref !== undefined && { ref }) })
  }

  /** Shows the observer everything after an event, for one that cannot ask for it. Never rejects. */
  catchUp(seq: number): Promise<void> {
    return this.#resume({ epoch: this.#session.replayed.history.epoch, seq }, 'all')
  }

  /** Shows the observer what follows a position, a page of it or all, then what happens. */
  async #resume(position: Position, pages: 'one' | 'all'): Promise<void> {
    const replaying: Following = { status: 'replaying' }
    this.#following = replaying
    const before = this.#replay
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#replay = promise
    // However many a client asks for, one replay at a time reads: the one before ends at the end of its read.
    await before
    try {
      if (this.#following === replaying) await this.#showFrom(replaying, position, pages)
    } finally {
      resolve()
    }
  }

  async #showFrom(replaying: Following, position: Position, pages: 'one' | 'all'): Promise<void> {
    let at = position
    const send = (messages: readonly ServerMessage[]): boolean => {
      if (this.#following !== replaying) return false
      this.#observer.receive(messages)
      const last = messages.at(-1)
      if (last && 'seq' in last) at = last
      return true
    }
    try {
      let end = await replay(this.#session.replayed, at, send)
      while (end.status === 'page_ended' && pages === 'all' && this.#following === replaying) {
        end = await replay(this.#session.replayed, at, send)
      }
      if (this.#following !== replaying) return
      this.#following = { status: end.status === 'level' ? 'live' : 'paused' }
      if (end.status === 'level' && end.rest.length > 0) this.#observer.receive(end.rest)
    } catch (error) {
      if (this.#following === replaying) this.#following = { status: 'paused' }
      this.refuse(error)
    }
  }

  /** Idempotent. */
  detach(): void {
    if (this.#following.status === 'detached') return
    this.#following = { status: 'detached' }
    this.#uploads?.close()
    this.#session.detach(this)
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'run':
        return this.#session.run(message, this)
      case 'abort':
        return this.#session.abort(message.runId)
      case 'resume':
        if (this.#following.status === 'joining') this.#following = { status: 'joining', resume: message }
        else void this.#resume(message, 'one')
        return
      case 'upload':
        return this.#hand(this.#openUploads().begin(message))
      case 'upload_chunk':
        return this.#hand(this.#openUploads().append(message))
      case 'upload_abort':
        return this.#openUploads().abort(message.uploadId)
      case 'read':
        return this.#read(message.requestId, () => this.#readPart(message))
      case 'outline':
        return this.#read(message.requestId, () => this.#outline(message))
      case 'erase':
        this.#session.erase(this, message.requestId).catch((error: unknown) => this.#session.fault(error))
        return
      case 'export':
        return this.#tell({ type: 'exported', requestId: message.requestId, statements: this.#session.teaching.exportLearning() })
      case 'report':
        return this.#read(message.requestId, async () => ({ type: 'reported', requestId: message.requestId, progress: await reportProgress(this.#session.teaching, message.by) }))
      case 'list_courses':
        return this.#tell({ type: 'courses_listed', requestId: message.requestId, courses: courseOutlines(this.#session.teaching.courses) })
    }
  }

  #tell(message: ServerMessage): void {
    if (this.#following.status !== 'detached') this.#observer.receive([message])
  }

  /** Answers when the document is there. The session does not sleep before. @throws TutorError `read_limit` */
  #read(requestId: string, read: () => Promise<ServerMessage>): void {
    if (this.#reads >= limits.openReads) throw new TutorError('read_limit')
    this.#reads += 1
    read()
      .then((answer) => this.#tell(answer))
      .catch((error: unknown) => this.#refuseRead(error, requestId))
      .finally(() => (this.#reads -= 1))
  }

  /** Of a session that ends nothing is read; whoever still wants it asks its next owner. */
  #refuseRead(error: unknown, requestId: string): void {
    if (!(error instanceof DOMException && error.name === 'AbortError')) this.refuse(error, requestId)
  }

  async #readPart({ requestId, documentId, start, length = limits.readCharacters }: ReadMessage): Promise<ServerMessage> {
    return { type: 'document_text', requestId, part: await this.#session.documents.part(documentId, { start, end: start + length }) }
  }

  async #outline({ requestId, documentId }: OutlineMessage): Promise<ServerMessage> {
    const sections = await this.#session.documents.outline(documentId)
    return { type: 'document_outline', requestId, sections: sections.map(({ title, place, start }) => ({ title, place, start })) }
  }

  #openUploads(): Uploads {
    return (this.#uploads ??= new Uploads(this.#session.uploadRoom))
  }

  #hand(upload: CompleteUpload | undefined): void {
    if (!upload) return
    const { uploadId, held } = upload
    this.#session.documents
      .takeUpload(upload)
      .catch((error: unknown) => this.refuse(error, uploadId))
      .finally(() => this.#session.uploadRoom.release(held))
  }
}

/** What an error about the message refers to. */
function refOf(message: ClientMessage): string | undefined {
  if ('runId' in message) return message.runId
  if ('uploadId' in message) return message.uploadId
  return 'requestId' in message ? message.requestId : undefined
}
