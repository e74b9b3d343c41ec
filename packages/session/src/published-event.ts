import type { AgUiEvent, EventEnvelope, Position } from '@tutor/protocol'

/** Somebody who sent something and is told when it cannot be taken. */
export interface Asker {
  refuse(error: unknown, ref?: string): void
}

/** An event at its place in the history. Its texts are made when the first store or observer needs them, once for all. */
export class PublishedEvent implements EventEnvelope {
  readonly type = 'event'
  readonly epoch: number
  readonly seq: number
  readonly event: AgUiEvent
  readonly #asker: Asker | undefined
  #json: string | undefined
  #frame: string | undefined

  /** @param asker who waits to hear that the event is kept */
  constructor({ epoch, seq }: Position, event: AgUiEvent, asker?: Asker) {
    this.epoch = epoch
    this.seq = seq
    this.event = event
    this.#asker = asker
  }

  get asker(): Asker | undefined {
    return this.#asker
  }

  /** The bare event. */
  get json(): string {
    return (this.#json ??= JSON.stringify(this.event))
  }

  /** The event in its envelope, as the subprotocol writes it. */
  get frame(): string {
    return (this.#frame ??= `{"type":"event","epoch":${this.epoch},"seq":${this.seq},"event":${this.json}}`)
  }
}
