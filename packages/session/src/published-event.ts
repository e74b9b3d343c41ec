import type { AgUiEvent, EventEnvelope } from '@tutor/protocol'

/** An event at its place in the history. Its texts are made when the first store or observer needs them, once for all. */
export class PublishedEvent implements EventEnvelope {
  readonly type = 'event'
  readonly epoch: number
  readonly seq: number
  readonly event: AgUiEvent
  #json: string | undefined
  #frame: string | undefined

  constructor(epoch: number, seq: number, event: AgUiEvent) {
    this.epoch = epoch
    this.seq = seq
    this.event = event
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
