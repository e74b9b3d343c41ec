import type { AgUiEvent, EventEnvelope, Position } from '@tutor/protocol'

/** Somebody who sent something and is told when it cannot be taken. */
export interface Asker {
  refuse(error: unknown, ref?: string): void
}

/** An event at its place in the history. Its text is made when the first observer needs it, once for all. */
export class PublishedEvent implements EventEnvelope {
  readonly type = 'event'
  readonly epoch: number
  readonly seq: number
  readonly event: AgUiEvent
  /** Who waits to hear that the event is kept. */
  readonly asker: Asker | undefined
  #frame: string | undefined

  constructor({ epoch, seq }: Position, event: AgUiEvent, asker?: Asker) {
    this.epoch = epoch
    this.seq = seq
    this.event = event
    this.asker = asker
  }

  /** The event in its envelope, as the subprotocol writes it. */
  get frame(): string {
    return (this.#frame ??= `{"type":"event","epoch":${this.epoch},"seq":${this.seq},"event":${JSON.stringify(this.event)}}`)
  }
}
