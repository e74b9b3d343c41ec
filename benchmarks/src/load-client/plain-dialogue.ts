import { canary } from './canary.ts'
import { incomplete, right, type Dialogue, type Speech, type Verdict } from './dialogue.ts'
import { encodeClientFrame, opcodes } from './frame.ts'

interface Request {
  readonly frame: Buffer
  /** `undefined`: any answer will do. */
  readonly answer: Buffer | undefined
}

const canaryRing = 4
const pingFrame = encodeClientFrame(opcodes.ping, Buffer.alloc(0))

/** Plain text: one message in, one message out. All frames are built beforehand and sent in turn. */
export class PlainDialogue implements Dialogue {
  readonly subprotocol = undefined
  readonly greeted = false
  readonly #requests: readonly Request[]
  #turn = 0

  constructor(clientId: string, speech: Speech) {
    this.#requests = speech.kind === 'text' ? [request(speech.text, false)] : canaryRequests(clientId, speech.bytes)
  }

  ask(): Buffer {
    this.#turn = (this.#turn + 1) % this.#requests.length
    return this.#requests[this.#turn]!.frame
  }

  ping(): Buffer {
    return pingFrame
  }

  hear(message: Buffer): Verdict {
    const { answer } = this.#requests[this.#turn]!
    if (answer === undefined) return message.length > 0 ? right : incomplete
    if (message.equals(answer)) return right
    return { kind: 'wrong', why: `"${answer.toString()}" was answered with "${message.toString()}"` }
  }
}

function canaryRequests(clientId: string, bytes: number): Request[] {
  return Array.from({ length: canaryRing }, (_, turn) => request(canary(clientId, turn, bytes), true))
}

function request(text: string, echoed: boolean): Request {
  const payload = Buffer.from(text)
  return { frame: encodeClientFrame(opcodes.text, payload), answer: echoed ? payload : undefined }
}
