import type { ServerMessage } from '@tutor/protocol'
import type { Attachment } from './attachment.ts'
import type { Dialect } from './dialect.ts'
import type { UserSession } from './user-session.ts'

export interface FramedAttachmentOptions {
  readonly dialect: Dialect
  /** Whether the client is told the `hello`: not where it has been introduced to the session before. */
  readonly greeting: 'hello' | 'none'
  /** Takes text frames for the client: all there is to say at once, one at least. */
  readonly send: (frames: readonly string[]) => void
}

/** A connection at the session: text frames on one side, messages on the other, a dialect between them. */
export class FramedAttachment {
  readonly #attachment: Attachment
  readonly #dialect: Dialect

  constructor(session: UserSession, { dialect, greeting, send }: FramedAttachmentOptions) {
    this.#dialect = dialect
    const receive = (messages: readonly ServerMessage[]): void => {
      const frames: string[] = []
      for (const message of messages) {
        const frame = dialect.write(message)
        if (frame !== undefined) frames.push(frame)
      }
      if (frames.length > 0) send(frames)
    }
    this.#attachment = session.attach({ receive }, greeting)
  }

  /** Takes a text frame of the client. Never throws. */
  receive(frame: string): void {
    try {
      this.#attachment.receive(this.#dialect.read(frame))
    } catch (error) {
      this.#attachment.refuse(error)
    }
  }

  /** Shows the client everything after an event that it was shown by an earlier owner of the session. */
  catchUp(seq: number): void {
    void this.#attachment.catchUp(seq)
  }

  detach(): void {
    this.#attachment.detach()
  }
}
