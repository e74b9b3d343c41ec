import {
  encodeServerMessage,
  EventType,
  limits,
  pingFrame,
  pongFrame,
  subprotocol,
  type AgUiEvent,
  type Hello,
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

function finished(seq: number, runId = 'run-1'): Buffer {
  return event(seq, { type: EventType.RUN_FINISHED, threadId: 'ada', runId })
}

function askedContent(frame: Buffer): string {
  return JSON.parse(unmask(frame).toString()).message.content
}

function greeted(speech = { kind: 'canary', bytes: 64 } as const): {
  readonly dialogue: NativeDialogue
  readonly content: string
} {
  const dialogue = new NativeDialogue('ada', speech)
  dialogue.hear(Buffer.from(encodeServerMessage(hello)))
  return { dialogue, content: askedContent(dialogue.ask()) }
}

describe('the native dialogue', () => {
  it('takes an answer in pieces as right when the run has finished and the pieces are its canary', () => {
    const { dialogue, content } = greeted()
    expect(dialogue.hear(event(5, { type: EventType.RUN_STARTED, threadId: 'ada', runId: 'run-1' })).kind).toBe(
      'incomplete',
    )
    expect(dialogue.hear(delta(6, content.slice(0, 9))).kind).toBe('incomplete')
    expect(dialogue.hear(delta(7, content.slice(9))).kind).toBe('incomplete')
    expect(dialogue.hear(finished(8)).kind).toBe('right')
  })

  it('sends another canary and run id with every request', () => {
    const { dialogue, content } = greeted()
    const second = JSON.parse(unmask(dialogue.ask()).toString())
    expect(second.runId).toBe('run-2')
    expect(second.message.content).not.toBe(content)
    expect(second.message.content).toHaveLength(64)
  })

  it('asks for a pong with the ping of the protocol', () => {
    const { dialogue } = greeted()
    expect(unmask(dialogue.ping()).toString()).toBe(pingFrame)
    expect(dialogue.hear(Buffer.from(pongFrame)).kind).toBe('right')
  })

  it.each([
    ['a canary that is not its own', delta(5, 'of another'), finished(6)],
    ['no text at all', finished(5)],
    ['a gap in the numbers', delta(6, 'late')],
    ['an event twice', delta(4, 'again')],
    ['the end of another run', finished(5, 'run-9')],
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
