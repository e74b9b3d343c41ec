import {
  decodeServerMessage,
  encodeClientMessage,
  subprotocol,
  type ClientMessage,
  type Position,
  type Resumed,
  type Resync,
} from '@tutor/protocol'
import { WebSocket } from 'ws'
import { frameText } from './frame-text.ts'
import type { Entry } from './transcript.ts'
import { within } from './within.ts'

export interface Probed {
  /** `undefined` where the session was refused instead. */
  readonly answer: Resumed | Resync | undefined
  /** What followed, up to the head; no more is known where it was refused on the way. */
  readonly entries: readonly Entry[]
  /** The code with which the server refused, in an `error` or as the reason of its close. */
  readonly refusal: string | undefined
}

/** Connects, resumes from a position, and takes all that follows as it comes. */
export async function probe(origin: string, clientId: string, position: Position): Promise<Probed> {
  const socket = new WebSocket(`${origin}/ws/${encodeURIComponent(clientId)}`, subprotocol)
  const entries: Entry[] = []
  let answer: Resumed | Resync | undefined
  const done = Promise.withResolvers<string | undefined>()
  const send = (message: ClientMessage): void => socket.send(encodeClientMessage(message))
  const finishAtHead = (): void => {
    if (answer && (entries.at(-1)?.seq ?? answer.seq) >= answer.head) done.resolve(undefined)
  }
  socket.on('message', (data) => {
    const frame = frameText(data)
    const message = decodeServerMessage(frame)
    if (message.type === 'hello') send({ type: 'resume', ...position })
    else if (message.type === 'more') send({ type: 'resume', epoch: message.epoch, seq: message.seq })
    else if (message.type === 'error') done.resolve(message.code)
    else if (message.type === 'resumed' || message.type === 'resync') answer ??= message
    else if (message.type === 'event' && answer) entries.push({ ...message, frame, at: performance.now() })
    finishAtHead()
  })
  socket.on('error', () => {})
  socket.on('close', (_code, reason) => done.resolve(String(reason)))
  const refusal = await within(done.promise, () => `${clientId} did not get to the head from ${position.epoch}/${position.seq}`)
  socket.terminate()
  return { answer, entries, refusal }
}
