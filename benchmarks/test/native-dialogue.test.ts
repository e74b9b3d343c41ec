import {
  encodeServerMessage,
  EventType,
  limits,
  pingFrame,
  pongFrame,
  subprotocol,
  type AgUiEvent,
  type ClientMessage,
  type Hello,
  type RunMessage,
  type ServerMessage,
} from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { encodeClientFrame, opcodes } from '../src/load-client/frame.ts'
import { NativeDialogue } from '../src/load-client/native-dialogue.ts'
import { unmask } from './unmask.ts'

const hello: Hello = {
  type: 'hello',
  protocol: subprotocol,
  clientId: 'ada',
  epoch: 1,
  seq: 4,
  model: { name: 'embedded', languageModel: false, description: 'Quotes your documents.' },
  limits,
  documents: [],
}

function event(seq: number, event: AgUiEvent): Buffer {
  return Buffer.from(encodeServerMessage({ type: 'event', epoch: 1, seq, event }))
}

function delta(seq: number, text: string): Buffer {
  return event(seq, { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'answer', delta: text })
}

function finished(seq: number, runId = 'of-nobody'): Buffer {
  return event(seq, { type: EventType.RUN_FINISHED, threadId: 'ada', runId })
}

function server(message: ServerMessage): Buffer {
  return Buffer.from(encodeServerMessage(message))
}

/** The messages in a buffer of short client frames. */
function messages(frames: Buffer): ClientMessage[] {
  const read: ClientMessage[] = []
  for (let at = 0; at < frames.length; ) {
    const short = frames[at + 1]! & 0x7f
    const end = at + (short < 126 ? 6 + short : 8 + frames.readUInt16BE(at + 2))
    read.push(JSON.parse(unmask(frames.subarray(at, end)).toString()))
    at = end
  }
  return read
}

const resync = { type: 'resync', epoch: 1, seq: 4, head: 4, messages: [] } as const

function greeted(speech = { kind: 'canary', bytes: 64 } as const): {
  readonly dialogue: NativeDialogue
  readonly content: string
  readonly run: RunMessage
} {
  const dialogue = new NativeDialogue('ada', speech)
  dialogue.hear(Buffer.from(encodeServerMessage(hello)))
  const [run] = messages(dialogue.ask()) as [RunMessage]
  return { dialogue, run, content: run.message.content }
}

describe('the native dialogue', () => {
  it('takes an answer in pieces as right when the run has finished and the pieces are its canary', () => {
    const { dialogue, content, run } = greeted()
    expect(dialogue.hear(event(5, { type: EventType.RUN_STARTED, threadId: 'ada', runId: 'run-1' })).kind).toBe(
      'incomplete',
    )
    expect(dialogue.hear(delta(6, content.slice(0, 9))).kind).toBe('incomplete')
    expect(dialogue.hear(delta(7, content.slice(9))).kind).toBe('incomplete')
    expect(dialogue.hear(finished(8, run.runId)).kind).toBe('right')
  })

  it('sends another canary and run id with every request', () => {
    const { dialogue, content, run } = greeted()
    const [second] = messages(dialogue.ask()) as [RunMessage]
    const ids = [run, second, greeted().run].flatMap(({ runId, message }) => [runId, message.id])
    expect(new Set(ids).size).toBe(6)
    expect(second.message.content).not.toBe(content)
    expect(second.message.content).toHaveLength(64)
  })

  it('asks for a pong with the ping of the protocol', () => {
    const { dialogue } = greeted()
    expect(unmask(dialogue.ping()).toString()).toBe(pingFrame)
    expect(dialogue.hear(Buffer.from(pongFrame)).kind).toBe('right')
  })

  it('asks for what it missed after a recovery, and sends what is open again', () => {
    const { dialogue, content, run } = greeted()
    expect(dialogue.hear(delta(5, content)).kind).toBe('incomplete')
    expect(dialogue.hear(server({ type: 'recovering' })).kind).toBe('incomplete')
    const back = dialogue.hear(server({ ...hello, epoch: 2, seq: 4 })) as { kind: 'back'; frame: Buffer }
    expect(back.kind).toBe('back')
    expect(messages(back.frame)).toEqual([{ type: 'resume', epoch: 1, seq: 5 }, run])
    expect(dialogue.hear(delta(9, 'live, before the answer to resume')).kind).toBe('incomplete')
    const resync = { type: 'resync', reason: 'answer_lost', epoch: 2, seq: 4, head: 6, messages: [] } as const
    expect(dialogue.hear(server(resync)).kind).toBe('incomplete')
    const start = { type: EventType.TEXT_MESSAGE_START, messageId: 'again', role: 'assistant' } as const
    expect(dialogue.hear(event(5, start)).kind).toBe('incomplete')
    expect(dialogue.hear(delta(6, content)).kind).toBe('incomplete')
    expect(dialogue.hear(server({ type: 'ack', runId: run.runId })).kind).toBe('incomplete')
    expect(dialogue.hear(finished(7, run.runId)).kind).toBe('right')
  })

  it('turns the pages of a long replay', () => {
    const { dialogue } = greeted()
    dialogue.hear(server(hello))
    dialogue.hear(server({ type: 'resumed', epoch: 1, seq: 4, head: 9 }))
    dialogue.hear(delta(5, 'first page'))
    const next = dialogue.hear(server({ type: 'more', epoch: 1, seq: 5 })) as { kind: 'reply'; frame: Buffer }
    expect(messages(next.frame)).toEqual([{ type: 'resume', epoch: 1, seq: 5 }])
  })

  it('leaves it to the end of the connection that the server has no room', () => {
    const { dialogue } = greeted()
    const full = { type: 'error', code: 'server_overloaded', message: 'Full.', retryable: true, retryAfterMs: 100 } as const
    expect(dialogue.hear(Buffer.from(encodeServerMessage(full))).kind).toBe('incomplete')
    expect(dialogue.hear(Buffer.from(encodeServerMessage({ ...full, ref: 'run-1' }))).kind).toBe('wrong')
  })

  it.each([
    ['a canary that is not its own', delta(5, 'of another'), finished(6)],
    ['no text at all', finished(5)],
    ['a gap in the numbers', delta(6, 'late')],
    ['an event twice', delta(4, 'again')],
    ['the end of another run', finished(5, 'run-9')],
    ['a position it did not ask for', server(hello), server({ type: 'resumed', epoch: 1, seq: 3, head: 4 })],
    ['a history that has gone', server({ ...resync, reason: 'position_ahead' })],
    ['a failed run', event(5, { type: EventType.RUN_ERROR, message: 'The tutor failed.' })],
    [
      'an error',
      Buffer.from(encodeServerMessage({ type: 'error', code: 'run_id_used', message: 'used', retryable: false })),
    ],
    ['a greeting as somebody else', Buffer.from(encodeServerMessage({ ...hello, clientId: 'eve' }))],
  ])('takes %s as wrong', (_, ...messages) => {
    const { dialogue } = greeted()
    const verdicts = messages.map((message) => dialogue.hear(message as Buffer).kind)
    expect(verdicts.at(-1)).toBe('wrong')
  })
})

it('a client frame carries a mask key that is not zero', () => {
  for (let frame = 0; frame < 100; frame++) {
    const bytes = encodeClientFrame(opcodes.text, Buffer.from('hello'))
    expect(bytes.readUInt32BE(2)).not.toBe(0)
    expect(unmask(bytes).toString()).toBe('hello')
  }
})
