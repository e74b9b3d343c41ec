import { describe, expect, test } from 'vitest'
import { decodeClientMessage, limits } from '../src/index.ts'

const run = { type: 'run', runId: 'r', message: { id: 'm', content: 'Hello' } }

describe('S10 hostile JSON stops at the schema', () => {
  test.each([
    ['beside the fields', `{"type":"run","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"runId":"r","message":{"id":"m","content":"Hello"}}`],
    ['within a field', `{"type":"run","runId":"r","message":{"id":"m","content":"Hello","__proto__":{"admin":true}}}`],
  ])('__proto__ %s is dropped and changes no object', (_where, frame) => {
    const message = decodeClientMessage(frame)
    expect(message).toEqual(run)
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype)
    expect(Object.hasOwn(message, '__proto__')).toBe(false)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test.each([
    ['__proto__', 'type_unknown'],
    ['constructor', 'type_unknown'],
    ['toString', 'type_unknown'],
  ])('the type %s is none', (type, code) => {
    expect(() => decodeClientMessage(JSON.stringify({ type }))).toThrow(expect.objectContaining({ code }))
  })

  test.each([
    ['arrays', '['.repeat(limits.messageBytes / 2) + ']'.repeat(limits.messageBytes / 2)],
    ['objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['a field', `{"type":"run","runId":${'['.repeat(30_000)}${']'.repeat(30_000)},"message":{"id":"m","content":"x"}}`],
    ['an unknown field', `{"type":"abort","runId":"r","more":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ])('nesting as deep as a message can hold it, in %s, is refused or ignored within milliseconds', (_where, frame) => {
    const begin = performance.now()
    try {
      expect(decodeClientMessage(frame)).toEqual({ type: 'abort', runId: 'r' })
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^(json_invalid|type_unknown|message_invalid)$/) })
    }
    expect(performance.now() - begin).toBeLessThan(500)
  })

  test.each(['1e999', '-1', '1.5', '9007199254740993', '1'.repeat(60_000), 'null', '"1"'])('a position of %.20s is refused', (number) => {
    expect(() => decodeClientMessage(`{"type":"resume","epoch":1,"seq":${number}}`)).toThrow(expect.objectContaining({ code: 'message_invalid' }))
    expect(() => decodeClientMessage(`{"type":"upload","uploadId":"u","name":"a","bytes":${number}}`)).toThrow(expect.objectContaining({ code: 'message_invalid' }))
  })

  test('a field that is there a thousand times counts once', () => {
    const frame = `{"type":"abort",${'"runId":"other",'.repeat(1_000)}"runId":"r"}`
    expect(decodeClientMessage(frame)).toEqual({ type: 'abort', runId: 'r' })
  })
})
