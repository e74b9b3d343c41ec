import { reportOf, TutorError, type ClientMessage, type RunMessage } from '@tutor/protocol'
import type { Observer } from './observer.ts'
import { Uploads, type CompleteUpload } from './uploads.ts'

/** The session, as one of its observers can use it. */
export interface AttachedSession {
  run(message: RunMessage): void
  abort(runId: string): void
  takeUpload(upload: CompleteUpload): Promise<void>
  detach(observer: Observer): void
  fault(error: unknown): void
}

/** One observer's way into the session: what it sends, and the errors that only it is told. */
export class Attachment {
  readonly #session: AttachedSession
  /** Gone once it is detached: an upload may still be failing then. */
  #observer: Observer | undefined
  #uploads: Uploads | undefined

  constructor(session: AttachedSession, observer: Observer) {
    this.#session = session
    this.#observer = observer
  }

  /** Takes a message. Never throws: what cannot be taken is answered by an error message. */
  receive(message: ClientMessage): void {
    try {
      this.#take(message)
    } catch (error) {
      this.refuse(error, refOf(message))
    }
  }

  /** Tells the observer that something it sent cannot be taken. @param ref the run or upload it was about */
  refuse(error: unknown, ref?: string): void {
    if (!(error instanceof TutorError)) this.#session.fault(error)
    this.#observer?.receive({ type: 'error', ...reportOf(error, 'run_failed'), ...(ref !== undefined && { ref }) })
  }

  /** Idempotent. */
  detach(): void {
    if (this.#observer) this.#session.detach(this.#observer)
    this.#observer = undefined
    this.#uploads = undefined
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'run':
        return this.#session.run(message)
      case 'abort':
        return this.#session.abort(message.runId)
      case 'upload':
        return this.#hand(this.#openUploads().begin(message))
      case 'upload_chunk':
        return this.#hand(this.#openUploads().append(message))
      case 'upload_abort':
        return this.#openUploads().abort(message.uploadId)
      case 'resume':
        return
    }
  }

  #openUploads(): Uploads {
    return (this.#uploads ??= new Uploads())
  }

  #hand(upload: CompleteUpload | undefined): void {
    if (!upload) return
    this.#session.takeUpload(upload).catch((error: unknown) => this.refuse(error, upload.uploadId))
  }
}

/** What an error about the message refers to. */
function refOf(message: ClientMessage): string | undefined {
  if ('runId' in message) return message.runId
  return 'uploadId' in message ? message.uploadId : undefined
}
