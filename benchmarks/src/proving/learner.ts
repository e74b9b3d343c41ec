import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  decodeServerMessage,
  encodeClientMessage,
  EventType,
  subprotocol,
  type ClientMessage,
  type CustomEvents,
  type EventEnvelope,
  type Hello,
  type RunMessage,
  type ServerMessage,
} from '@tutor/protocol'
import { WebSocket } from 'ws'
import { frameText } from './frame-text.ts'
import { Transcript, type Entry } from './transcript.ts'
import { within } from './within.ts'

export interface LearnerPlan {
  /** `ws://127.0.0.1:8080` */
  readonly origin: string
  readonly clientId: string
  /** Told of everything that a server must not do. */
  readonly fault: (what: string) => void
  /** Hears each event as soon as it is there. */
  readonly hear?: (entry: Entry) => void
  /** Hears that the server is about to stop. */
  readonly announced?: () => void
  /** Hears what the server says it has lost. */
  readonly forget?: (entries: readonly Entry[]) => void
}

/** A question and how far it has got. */
export interface Asked {
  readonly message: RunMessage
  /** The server has said that it will be answered. */
  acknowledged: boolean
  readonly ended: Promise<void>
}

interface Question extends Asked {
  readonly end: () => void
}

/** The session was being opened anew, or the connection was gone. */
export interface Loss {
  readonly how: 'recovering' | 'closed'
  /** When the learner noticed, as `performance.now()`. */
  readonly at: number
  /** From then until the next end of a run; `undefined` as long as there was none. */
  backMs: number | undefined
}

const retryMs = 20
const againMs = 50

/**
 * The least that a client has to do by `SPEC.md` of the protocol: it connects until it is let in, resumes where it was,
 * and sends again what was not acknowledged.
 */
export class Learner {
  readonly clientId: string
  readonly transcript: Transcript
  readonly losses: Loss[] = []
  readonly #plan: LearnerPlan
  readonly #questions = new Map<string, Question>()
  readonly #greeted: PromiseWithResolvers<Hello>[] = []
  #socket: WebSocket | undefined
  /** Follows the session live; otherwise it waits for the answer to its `resume`. */
  #following = false
  /** Positions of which a `resume` was sent on this connection and has no answer yet. */
  #resumes: number[] = []
  /** `seq` of the next event on this connection: after a second answer to a `resume`, one that is there already. */
  #next = 0
  #away = 0
  #current = ''
  #closed = false

  constructor(plan: LearnerPlan) {
    this.#plan = plan
    this.clientId = plan.clientId
    this.transcript = new Transcript((what) => this.#fault(what))
    this.#connect()
  }

  /** All that was asked. */
  get asked(): readonly Asked[] {
    return [...this.#questions.values()]
  }

  /** The next hello. */
  greeted(): Promise<Hello> {
    const next = Promise.withResolvers<Hello>()
    this.#greeted.push(next)
    return next.promise
  }

  ask(content: string): Asked {
    const message = { type: 'run', runId: randomUUID(), message: { id: randomUUID(), content } } as const
    const ended = Promise.withResolvers<void>()
    const question = { message, acknowledged: false, ended: ended.promise, end: ended.resolve }
    this.#questions.set(message.runId, question)
    if (this.#following) this.send(message)
    return question
  }

  /** Sends as it is, if there is a connection. */
  send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeClientMessage(message))
  }

  /** Tears the connection; it is opened again after so long. */
  cut(awayMs = 0): void {
    this.#away = awayMs
    this.#following = false
    this.#socket?.terminate()
  }

  /** Every question has its end. @throws Error when that takes a minute */
  async settled(): Promise<void> {
    const all = Promise.all(Array.from(this.#questions.values(), (question) => question.ended))
    await within(all, () => `${this.clientId} has no answer, ${this.#describe()}`)
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    this.#socket?.terminate()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #connect(): void {
    const { origin, clientId } = this.#plan
    const socket = new WebSocket(`${origin}/ws/${encodeURIComponent(clientId)}`, subprotocol)
    this.#socket = socket
    socket.on('message', (data) => this.#receive(frameText(data)))
    // Nobody listens, or not for long: told by `close`, which follows.
    socket.on('error', () => {})
    socket.on('close', () => void this.#return())
  }

  async #return(): Promise<void> {
    this.#lose('closed')
    this.#resumes = []
    const away = this.#away
    this.#away = 0
    await wait(away + retryMs * Math.random())
    if (!this.#closed) this.#connect()
  }

  #receive(frame: string): void {
    const message = decodeServerMessage(frame)
    if (message.type === 'event') this.#follow(message, frame)
    else this.#obey(message)
  }

  #obey(message: Exclude<ServerMessage, EventEnvelope>): void {
    switch (message.type) {
      case 'hello':
        for (const greeted of this.#greeted.splice(0)) greeted.resolve(message)
        return this.#resume()
      case 'resumed':
        return this.#resumed(message.seq)
      case 'resync':
        if (message.reason !== 'answer_lost') this.#fault(`resync: ${message.reason}`)
        this.#next = message.seq + 1
        this.#plan.forget?.(this.transcript.rewind(message.seq))
        return this.#goOn()
      case 'more':
        return this.#resume()
      case 'ack':
        return this.#acknowledge(message.runId)
      case 'recovering':
        return this.#lose('recovering')
      case 'error':
        return this.#refused(message)
      case 'stopping':
        return this.#plan.announced?.()
      case 'exported':
      case 'courses_listed':
      case 'pong':
    }
  }

  #resume(): void {
    this.#following = false
    this.#resumes.push(this.transcript.position.seq)
    this.send({ type: 'resume', ...this.transcript.position })
  }

  /** A `resume` that crossed with `recovering` may be answered too, besides the one that was sent after the next hello. */
  #resumed(seq: number): void {
    const asked = this.#resumes.indexOf(seq)
    if (asked < 0) this.#fault(`resumed at ${seq} unasked`)
    else this.#resumes.splice(asked, 1)
    this.#next = seq + 1
    this.#goOn()
  }

  #goOn(): void {
    this.#following = true
    for (const { message, acknowledged } of this.#questions.values()) if (!acknowledged) this.send(message)
  }

  #follow(envelope: EventEnvelope, frame: string): void {
    if (!this.#following) return
    const { seq } = envelope
    if (seq !== this.#next) this.#fault(`the event ${seq} came in place of ${this.#next}`)
    this.#next = seq + 1
    if (seq <= this.transcript.position.seq) return this.#compare(seq, frame)
    const entry = { ...envelope, frame, at: performance.now() }
    this.transcript.add(entry)
    const { event } = envelope
    if (event.type === EventType.RUN_STARTED) this.#acknowledge((this.#current = event.runId))
    if (event.type === EventType.CUSTOM && event.name === 'tutor.run_queued') {
      this.#acknowledge((event.value as CustomEvents['tutor.run_queued']).runId)
    }
    if (event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR) this.#end(entry.at)
    this.#plan.hear?.(entry)
  }

  #compare(seq: number, frame: string): void {
    if (this.transcript.entries[seq - 1]?.frame !== frame) this.#fault(`the event ${seq} came again, but differs`)
  }

  #lose(how: Loss['how']): void {
    this.#following = false
    this.losses.push({ how, at: performance.now(), backMs: undefined })
  }

  #end(at: number): void {
    for (const loss of this.losses) loss.backMs ??= at - loss.at
    this.#questions.get(this.#current)?.end()
  }

  #acknowledge(runId: string): void {
    const question = this.#questions.get(runId)
    if (question) question.acknowledged = true
  }

  /** What could not be taken now is sent once more; what cannot be taken at all is a fault. */
  #refused({ code, ref, retryable }: Extract<ServerMessage, { type: 'error' }>): void {
    const question = this.#questions.get(ref ?? '')
    if (!retryable || question === undefined) return this.#fault(`error ${code}${ref === undefined ? '' : ` about ${ref}`}`)
    setTimeout(() => {
      if (this.#following && !question.acknowledged) this.send(question.message)
    }, againMs)
  }

  #fault(what: string): void {
    this.#plan.fault(`${this.clientId}: ${what}`)
  }

  #describe(): string {
    const { epoch, seq } = this.transcript.position
    const waiting = this.asked.filter(({ acknowledged }) => !acknowledged).length
    const state = this.#following ? 'following' : 'not following'
    return `${waiting} of ${this.asked.length} not acknowledged, ${state} at ${epoch}/${seq}`
  }
}
