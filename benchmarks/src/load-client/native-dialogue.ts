import {
  decodeServerMessage,
  encodeClientMessage,
  errorTable,
  EventType,
  pingFrame,
  subprotocol,
  type AgUiEvent,
  type ClientMessage,
  type ErrorMessage,
  type EventEnvelope,
  type Hello,
  type Position,
  type Resync,
} from '@tutor/protocol'
import { randomBytes } from 'node:crypto'
import { canary } from './canary.ts'
import { incomplete, right, type Dialogue, type Speech, type Verdict } from './dialogue.ts'
import { encodeClientFrame, opcodes } from './frame.ts'

const encodedPing = encodeClientFrame(opcodes.text, Buffer.from(pingFrame))

const prefixBytes = 8

/** Where the dialogue stands in the session's history. */
type State =
  | { readonly kind: 'new' }
  | { readonly kind: 'following' }
  /** Asked for what was missed; until that is answered, events say nothing. */
  | { readonly kind: 'resuming' }

/**
 * The native protocol `tutor.v1`: hello, then one run per request, whose text has ended when `RUN_FINISHED` comes. Follows
 * the session through recoveries and over connections, and accepts no gap in its events.
 */
export class NativeDialogue implements Dialogue {
  readonly subprotocol = subprotocol
  readonly greeted = true
  readonly #clientId: string
  readonly #speech: Speech
  /** Sets this dialogue's ids apart from those of all others that the session has ever had. */
  readonly #prefix = randomBytes(prefixBytes).toString('hex')
  #state: State = { kind: 'new' }
  #turn = 0
  /** The request that is open. */
  #asked: ClientMessage | undefined
  #content = ''
  #answer = ''
  #seq = 0
  #epoch = 0

  constructor(clientId: string, speech: Speech) {
    this.#clientId = clientId
    this.#speech = speech
  }

  ask(): Buffer {
    this.#turn += 1
    this.#content =
      this.#speech.kind === 'text' ? this.#speech.text : canary(this.#clientId, this.#turn, this.#speech.bytes)
    this.#answer = ''
    const message = { id: `message-${this.#prefix}-${this.#turn}`, content: this.#content }
    this.#asked = { type: 'run', runId: this.#runId, message }
    return encode(this.#asked)
  }

  ping(): Buffer {
    return encodedPing
  }

  hear(message: Buffer): Verdict {
    const heard = decodeServerMessage(message.toString())
    switch (heard.type) {
      case 'event':
        return this.#follow(heard)
      case 'hello':
        return this.#greet(heard)
      case 'pong':
        return right
      case 'ack':
      case 'stopping':
      case 'document_text':
      case 'document_outline':
      case 'exported':
      case 'courses_listed':
      case 'reported':
        return incomplete
      case 'recovering':
        // What comes until the next hello is not to be relied on.
        this.#state = { kind: 'resuming' }
        return incomplete
      case 'resumed':
        return this.#goOn(heard)
      case 'resync':
        return this.#goBack(heard)
      case 'more':
        return { kind: 'reply', frame: this.#resume() }
      case 'error':
        return this.#hearRefusal(heard)
    }
  }

  get #runId(): string {
    return `run-${this.#prefix}-${this.#turn}`
  }

  #greet(hello: Hello): Verdict {
    if (hello.clientId !== this.#clientId) return wrong(`${this.#clientId} was greeted as ${hello.clientId}`)
    if (this.#state.kind !== 'new') return this.#return()
    this.#state = { kind: 'following' }
    this.#seq = hello.seq
    this.#epoch = hello.epoch
    return right
  }

  /** What is about the whole connection is said before its end, which whoever listens hears of. */
  #hearRefusal({ code, message, retryable, ref }: ErrorMessage): Verdict {
    if (retryable && ref === undefined && errorTable[code].close !== undefined) return incomplete
    return wrong(`the server answered ${code}: ${message}`)
  }

  /** Asks for what was missed, and once more what may not have arrived. */
  #return(): Verdict {
    const resume = this.#resume()
    return { kind: 'back', frame: this.#asked === undefined ? resume : Buffer.concat([resume, encode(this.#asked)]) }
  }

  #resume(): Buffer {
    this.#state = { kind: 'resuming' }
    return encode({ type: 'resume', epoch: this.#epoch, seq: this.#seq })
  }

  #goOn({ seq }: Position): Verdict {
    if (seq !== this.#seq) return wrong(`the server resumed after ${seq} where ${this.#seq} was asked for`)
    this.#state = { kind: 'following' }
    return incomplete
  }

  /** The text of an answer may be lost with its server; nothing else may. */
  #goBack({ reason, epoch, seq }: Resync): Verdict {
    if (reason !== 'answer_lost') return wrong(`the server resynced: ${reason}`)
    this.#state = { kind: 'following' }
    this.#seq = seq
    this.#epoch = epoch
    return incomplete
  }

  #follow({ epoch, seq, event }: EventEnvelope): Verdict {
    if (this.#state.kind === 'resuming') return incomplete
    if (this.#asked === undefined) return wrong(`nobody asked for the event ${seq}`)
    if (seq !== this.#seq + 1) return wrong(`the event ${seq} came after ${this.#seq}`)
    this.#seq = seq
    this.#epoch = epoch
    switch (event.type) {
      case EventType.TEXT_MESSAGE_START:
        this.#answer = ''
        return incomplete
      case EventType.TEXT_MESSAGE_CONTENT:
        this.#answer += event.delta
        return incomplete
      case EventType.RUN_ERROR:
        return wrong(`the run failed: ${event.message}`)
      case EventType.RUN_FINISHED:
        return this.#judge(event)
      default:
        return incomplete
    }
  }

  #judge(event: Extract<AgUiEvent, { type: 'RUN_FINISHED' }>): Verdict {
    if (event.runId !== this.#runId) return wrong(`${event.runId} finished instead of ${this.#runId}`)
    this.#asked = undefined
    const expected = this.#speech.kind === 'canary' ? this.#answer === this.#content : this.#answer !== ''
    return expected ? right : wrong(`"${this.#content}" was answered with "${this.#answer}"`)
  }
}

/** As many bytes as a native client sends to say this, for a control that only echoes. */
export function bytesOfRun(content: string): string {
  const id = '0'.repeat(2 * prefixBytes)
  return encodeClientMessage({ type: 'run', runId: `run-${id}-1`, message: { id: `message-${id}-1`, content } })
}

function encode(message: ClientMessage): Buffer {
  return encodeClientFrame(opcodes.text, Buffer.from(encodeClientMessage(message)))
}

function wrong(why: string): Verdict {
  return { kind: 'wrong', why }
}
