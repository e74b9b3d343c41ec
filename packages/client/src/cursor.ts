import type {
  EventEnvelope,
  Hello,
  More,
  Position,
  Resumed,
  ResumeMessage,
  Resync,
  ServerMessage,
} from '@tutor/protocol'
import { ConnectionError } from './connection-error.ts'

/**
 * - `away`: no session speaks, from the loss of the socket or of the session to the next hello
 * - `resuming`: `resume` was sent; until it is answered, events do not follow the position
 * - `catching_up`: events follow the position, up to `head` from the history
 * - `live`: they follow as they happen
 */
type Phase =
  | { readonly name: 'away' | 'resuming' | 'live' }
  | { readonly name: 'catching_up'; readonly head: number }

/** Follows a session's events without gap and repetition, across sockets and owners of the session. */
export class Cursor {
  readonly #resume: (message: ResumeMessage) => void
  #position: Position | undefined
  #phase: Phase = { name: 'away' }
  /** Since the last event that followed. */
  #gapFound = false

  /**
   * @param from the last event that is there already; without it, events count from the first hello on
   * @param resume sends the message
   */
  constructor(from: Position | undefined, resume: (message: ResumeMessage) => void) {
    this.#position = from
    this.#resume = resume
  }

  /** Of the last event. Undefined before the first hello. */
  get position(): Position | undefined {
    return this.#position
  }

  /** Whether a session speaks. */
  get attached(): boolean {
    return this.#phase.name !== 'away'
  }

  /** Whether events follow the position. */
  get following(): boolean {
    return this.#phase.name === 'live' || this.#phase.name === 'catching_up'
  }

  get live(): boolean {
    return this.#phase.name === 'live'
  }

  /** The socket is gone. */
  detach(): void {
    this.#phase = { name: 'away' }
  }

  /**
   * @returns whether the message counts: of events, only the next one does
   * @throws ConnectionError `sequence_gap` when resuming did not close a gap
   */
  accept(message: ServerMessage): boolean {
    switch (message.type) {
      case 'hello':
        this.#greet(message)
        return true
      case 'recovering':
        this.detach()
        return true
      case 'resumed':
        return this.#goOn(message)
      case 'resync':
        return this.#goOver(message)
      case 'more':
        return this.#turnPage(message)
      case 'event':
        return this.#follow(message)
      default:
        return true
    }
  }

  #greet({ epoch, seq }: Hello): void {
    if (this.#position) return this.#ask(this.#position)
    this.#position = { epoch, seq }
    this.#phase = { name: 'live' }
  }

  /** A second answer, to a `resume` that was sent twice, starts with events that are there already. */
  #goOn({ seq, head }: Resumed): boolean {
    if (!this.#position || seq > this.#position.seq) return this.#mistrust(`a replay from ${seq}`)
    if (this.attached) this.#phase = seq >= head ? { name: 'live' } : { name: 'catching_up', head }
    return this.attached
  }

  #goOver({ epoch, seq, head }: Resync): boolean {
    // It answers a `resume` that was sent before another position was reached.
    if (this.#phase.name !== 'resuming') return this.#mistrust(`a resync to ${epoch}/${seq}`)
    this.#position = { epoch, seq }
    this.#phase = seq >= head ? { name: 'live' } : { name: 'catching_up', head }
    return true
  }

  #turnPage({ seq }: More): boolean {
    if (!this.following) return false
    if (!this.#position || seq !== this.#position.seq) return this.#mistrust(`the end of a page at ${seq}`)
    this.#ask(this.#position)
    return true
  }

  #follow({ epoch, seq }: EventEnvelope): boolean {
    const position = this.#position
    const phase = this.#phase
    if (!this.following || !position) return false
    const next = seq === position.seq + 1 && epoch >= position.epoch
    const repeated = phase.name === 'catching_up' && seq <= position.seq
    if (!next && !repeated) return this.#mistrust(`${epoch}/${seq}`)
    if (next) {
      this.#position = { epoch, seq }
      this.#gapFound = false
    }
    if (phase.name === 'catching_up' && seq >= phase.head) this.#phase = { name: 'live' }
    return next
  }

  /** Asks for what follows the position, once: where that does not help, the server's history has a hole. */
  #mistrust(received: string): false {
    if (!this.attached || !this.#position) return false
    const { epoch, seq } = this.#position
    if (this.#gapFound) {
      const message = `The next event is ${epoch}/${seq + 1}, but the server sent ${received}.`
      throw new ConnectionError('sequence_gap', message)
    }
    this.#gapFound = true
    this.#ask(this.#position)
    return false
  }

  #ask({ epoch, seq }: Position): void {
    this.#phase = { name: 'resuming' }
    this.#resume({ type: 'resume', epoch, seq })
  }
}
