import { TutorError, type ErrorCode } from '@tutor/protocol'
import type { Attachment } from './attachment.ts'
import type { Dialect } from './dialect.ts'
import type { UserSession } from './user-session.ts'

/** A connection at the session: text frames on one side, messages on the other, a dialect between them. */
export class FramedAttachment {
  readonly #attachment: Attachment
  readonly #dialect: Dialect

  constructor(session: UserSession, dialect: Dialect, send: (frame: string) => void) {
    this.#dialect = dialect
    this.#attachment = session.attach({
      receive(message) {
        const frame = dialect.write(message)
        if (frame !== undefined) send(frame)
      },
    })
  }

  /** Takes a text frame of the client. Never throws. */
  receive(frame: string): void {
    try {
      this.#attachment.receive(this.#dialect.read(frame))
    } catch (error) {
      this.#attachment.refuse(error)
    }
  }

  /** Tells the client, in its dialect, that something else than a text frame could not be taken. */
  refuse(code: ErrorCode): void {
    this.#attachment.refuse(new TutorError(code))
  }

  detach(): void {
    this.#attachment.detach()
  }
}
