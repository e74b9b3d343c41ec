import { describe, expect, test } from 'vitest'
import { decodeClientMessage, decodeServerMessage, encodeClientMessage, encodeServerMessage, errorTable, pingFrame, pongFrame, TutorError, type ClientMessage } from '../src/index.ts'

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof TutorError ? error.code : `not ours: ${String(error)}`
  }
  return 'no error'
}

const messages: ClientMessage[] = [
  { type: 'run', runId: 'r1', message: { id: 'm1', content: 'What is a cell?' } },
  { type: 'abort', runId: 'r1' },
  { type: 'upload', uploadId: 'u1', name: 'Zelle “β”.pdf', bytes: 3 },
  { type: 'upload_chunk', uploadId: 'u1', offset: 0, data: 'AAEC' },
]

test.for(messages)('a $type message survives the way to the server', (message) => {
  expect(decodeClientMessage(encodeClientMessage(message))).toEqual(message)
})

test('a server message survives the way to the client', () => {
  const message = { type: 'error', code: 'run_unknown', message: 'x', retryable: false, ref: 'r1' } as const
  expect(decodeServerMessage(encodeServerMessage(message))).toEqual(message)
  expect(decodeServerMessage(pongFrame)).toEqual({ type: 'pong' })
  expect(encodeClientMessage({ type: 'ping' })).toBe(pingFrame)
})

describe('WIRE-42 what means nothing gets a named error', () => {
  test.for([
    ['broken JSON', '{"type":"run"', 'json_invalid'],
    ['no JSON at all', '', 'json_invalid'],
    ['an unknown type', '{"type":"shutdown"}', 'type_unknown'],
    ['no type', '{"runId":"r"}', 'type_unknown'],
    ['a type that is not a text', '{"type":["run"]}', 'type_unknown'],
    ['a type from the prototype', '{"__proto__":{"type":"run"}}', 'type_unknown'],
    ['an array', '[]', 'type_unknown'],
    ['null', 'null', 'type_unknown'],
    ['a number', '1e999', 'type_unknown'],
    ['a missing field', '{"type":"run","runId":"r"}', 'message_invalid'],
    ['an empty id', '{"type":"abort","runId":""}', 'message_invalid'],
    ['an over-long id', JSON.stringify({ type: 'abort', runId: 'x'.repeat(129) }), 'message_invalid'],
    ['a wrong type of field', '{"type":"run","runId":"r","message":{"id":"m","content":5}}', 'message_invalid'],
    ['a negative size', '{"type":"upload","uploadId":"u","name":"a","bytes":-1}', 'message_invalid'],
    ['half a byte', '{"type":"upload","uploadId":"u","name":"a","bytes":0.5}', 'message_invalid'],
    ['a chunk that is not base64', '{"type":"upload_chunk","uploadId":"u","offset":0,"data":"*"}', 'message_invalid'],
    ['deep nesting', `{"type":"run","runId":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'message_invalid'],
  ] as const)('%s', ([, frame, code]) => {
    expect(codeOf(() => decodeClientMessage(frame))).toBe(code)
  })
})

test('WIRE-42 the message about a wrong field names the field', () => {
  expect(() => decodeClientMessage('{"type":"run","runId":"r","message":{"id":"m"}}')).toThrow(/message\.content/)
})

test('WIRE-45 unknown fields are ignored', () => {
  const message = { type: 'abort', runId: 'r', reason: 'tired', __proto__: { polluted: true } }
  expect(decodeClientMessage(JSON.stringify(message))).toEqual({ type: 'abort', runId: 'r' })
})

test('WIRE-46 every error has a sentence for the learner', () => {
  for (const [code, { message }] of Object.entries(errorTable)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)+$/)
    expect(message).toMatch(/^[A-Z].*\.$/)
  }
})
