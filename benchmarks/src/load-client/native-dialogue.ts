import {
  decodeServerMessage,
  encodeClientMessage,
  EventType,
  pingFrame,
  subprotocol,
  type AgUiEvent,
  type EventEnvelope,
  type Hello,
} from '@tutor/protocol'
import { canary } from './canary.ts'
import { incomplete, right, type Dialogue, type Speech, type Verdict } from './dialogue.ts'
import { encodeClientFrame, opcodes } from './frame.ts'

const encodedPing = encodeClientFrame(opcodes.text, Buffer.from(pingFrame))

/** The native protocol `tutor.v1`: hello, then one run per request, whose text has ended when `RUN_FINISHED` comes. */
export class NativeDialogue implements Dialogue {
  readonly subprotocol = subprotocol
  readonly greeted = true
  readonly #clientId: string
  readonly #speech: Speech
  #turn = 0
  #content = ''
  #answer = ''
  #seq = 0

  constructor(clientId: string, speech: Speech) {
    this.#clientId = clientId
    this.#speech = speech
  }

  ask(): Buffer {
    this.#turn += 1
    this.#content =
      this.#speech.kind === 'text' ? this.#speech.text : canary(this.#clientId, this.#turn, this.#speech.bytes)
    this.#answer = ''
    const message = { id: `message-${this.#turn}`, content: this.#content }
    const frame = encodeClientMessage({ type: 'run', runId: this.#runId, message })
    return encodeClientFrame(opcodes.text, Buffer.from(frame))
  }

  ping(): Buffer {
    return encodedPing
  }

  hear(message: Buffer): Verdict {
    const heard = decodeServerMessage(message.toString())
    switch (heard.type) {
      case 'hello':
        return this.#greet(heard)
      case 'pong':
        return right
      case 'error':
        return { kind: 'wrong', why: `the server answered ${heard.code}: ${heard.message}` }
      case 'event':
        return this.#follow(heard)
      default:
        return { kind: 'wrong', why: `the server sent ${heard.type} without being asked` }
    }
  }

  get #runId(): string {
    return `run-${this.#turn}`
  }

  #greet(hello: Hello): Verdict {
    this.#seq = hello.seq
    if (hello.clientId === this.#clientId) return right
    return { kind: 'wrong', why: `${this.#clientId} was greeted as ${hello.clientId}` }
  }

  #follow({ seq, event }: EventEnvelope): Verdict {
    if (seq !== this.#seq + 1) return { kind: 'wrong', why: `the event ${seq} came after ${this.#seq}` }
    this.#seq = seq
    switch (event.type) {
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#answer += event.delta
        return incomplete
      case EventType.RUN_ERROR:
        return { kind: 'wrong', why: `the run failed: ${event.message}` }
      case EventType.RUN_FINISHED:
        return this.#judge(event)
      default:
        return incomplete
    }
  }

  #judge(event: Extract<AgUiEvent, { type: 'RUN_FINISHED' }>): Verdict {
    if (event.runId !== this.#runId) return { kind: 'wrong', why: `${event.runId} finished instead of ${this.#runId}` }
    const expected = this.#speech.kind === 'canary' ? this.#answer === this.#content : this.#answer !== ''
    return expected ? right : { kind: 'wrong', why: `"${this.#content}" was answered with "${this.#answer}"` }
  }
}
