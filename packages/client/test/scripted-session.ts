import type {
  AgUiEvent,
  AgUiMessage,
  ClientMessage,
  EventEnvelope,
  Hello,
  Position,
  ResumeMessage,
  ResyncReason,
  RunMessage,
} from '@tutor/protocol'
import { anyHello, type Peer, type ServerScript } from './tutor-server.ts'

/** A session that outlives its sockets: a history, resumed in pages or by a resync, and one owner after another. */
export class ScriptedSession implements ServerScript {
  readonly history: EventEnvelope[] = []
  readonly peers = new Set<Peer>()
  /** Every message that had an effect. */
  readonly taken: RunMessage[] = []
  epoch = 1
  /** Events in a page. */
  pageSize = Infinity
  /** Told with a resync. */
  messages: AgUiMessage[] = []
  /** Instead of a position that the history cannot serve by itself. */
  expired: ResyncReason | undefined
  readonly #answer: (run: RunMessage) => readonly AgUiEvent[]
  #recovering = false
  /** Who has to ask for the next page before they hear more. */
  readonly #paused = new Set<Peer>()

  /** @param answer what a run adds to the history at once */
  constructor(answer: (run: RunMessage) => readonly AgUiEvent[] = () => []) {
    this.#answer = answer
  }

  get hello(): Hello {
    return { ...anyHello, epoch: this.epoch, seq: this.history.length }
  }

  greet(peer: Peer): void {
    this.peers.add(peer)
    peer.socket.on('close', () => this.peers.delete(peer))
    peer.send(this.#recovering ? { type: 'recovering' } : this.hello)
  }

  message(peer: Peer, message: ClientMessage): void {
    if (this.#recovering) return
    if (message.type === 'resume') this.#resume(peer, message)
    if (message.type === 'run') this.#run(peer, message)
  }

  append(...events: readonly AgUiEvent[]): void {
    for (const event of events) {
      const envelope: EventEnvelope = { type: 'event', epoch: this.epoch, seq: this.history.length + 1, event }
      this.history.push(envelope)
      for (const peer of this.peers) if (!this.#paused.has(peer)) peer.send(envelope)
    }
  }

  /** Another owner takes over, who does not know the last events. */
  takeOver(lostEvents = 0): void {
    this.history.splice(this.history.length - lostEvents)
    this.epoch += 1
  }

  /** The session fails: what is sent to it is lost until it is {@link recovered}. */
  fail(): void {
    this.#recovering = true
    this.#paused.clear()
    for (const peer of this.peers) peer.send({ type: 'recovering' })
  }

  recovered(): void {
    this.#recovering = false
    for (const peer of this.peers) peer.send(this.hello)
  }

  /** Sends the last event once more. */
  repeat(): void {
    const last = this.history.at(-1)
    for (const peer of this.peers) if (last && !this.#paused.has(peer)) peer.send(last)
  }

  cut(): void {
    for (const peer of this.peers) peer.socket.terminate()
  }

  #run(peer: Peer, message: RunMessage): void {
    if (this.taken.some((run) => run.message.id === message.message.id)) {
      return peer.send({ type: 'ack', runId: message.runId })
    }
    this.taken.push(message)
    this.append(...this.#answer(message))
  }

  #resume(peer: Peer, { epoch, seq }: ResumeMessage): void {
    const known = this.history.findLast((envelope) => envelope.seq <= seq && envelope.epoch <= epoch)
    const common: Position = { epoch: known?.epoch ?? 0, seq: known?.seq ?? 0 }
    const head = this.history.length
    if (!this.expired && common.seq === seq) {
      peer.send({ type: 'resumed', epoch, seq, head })
      return this.#replay(peer, seq)
    }
    const reason = this.expired ?? (epoch < this.epoch ? 'answer_lost' : 'position_ahead')
    const place = reason === 'answer_lost' ? common : { epoch: this.epoch, seq: head }
    this.expired = undefined
    peer.send({ type: 'resync', reason, ...place, head, messages: this.messages })
    this.#replay(peer, place.seq)
  }

  #replay(peer: Peer, after: number): void {
    const page = this.history.slice(after, after + this.pageSize)
    for (const envelope of page) peer.send(envelope)
    const last = page.at(-1)
    this.#paused.delete(peer)
    if (!last || last.seq === this.history.length) return
    this.#paused.add(peer)
    peer.send({ type: 'more', epoch: last.epoch, seq: last.seq })
  }
}
