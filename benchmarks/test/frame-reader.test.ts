import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeClientFrame, opcodes } from '../src/load-client/frame.ts'
import { FrameReader } from '../src/load-client/frame-reader.ts'
import { serverFrame } from './server-frame.ts'

type Seen = readonly [what: 'message' | 'ping' | 'pong' | 'close', value: string | number]

function collect(): { readonly reader: FrameReader; readonly seen: Seen[] } {
  const seen: Seen[] = []
  const reader = new FrameReader({
    message: (payload) => seen.push(['message', payload.toString('latin1')]),
    ping: (payload) => seen.push(['ping', payload.toString('latin1')]),
    pong: () => seen.push(['pong', '']),
    close: (code) => seen.push(['close', code]),
  })
  return { reader, seen }
}

const text = (value: string, final = true): Buffer => serverFrame(opcodes.text, Buffer.from(value, 'latin1'), final)

describe('FrameReader', () => {
  const stream = Buffer.concat([
    text('hello'),
    text('one ', false),
    serverFrame(opcodes.ping, Buffer.from('still there?')),
    serverFrame(opcodes.continuation, Buffer.from('message'), true),
    text('x'.repeat(126)),
    serverFrame(opcodes.pong, Buffer.alloc(0)),
    serverFrame(opcodes.close, Buffer.from([0x03, 0xe8])),
  ])
  const expected: Seen[] = [
    ['message', 'hello'],
    ['ping', 'still there?'],
    ['message', 'one message'],
    ['message', 'x'.repeat(126)],
    ['pong', ''],
    ['close', 1000],
  ]

  it('reads the same messages wherever TCP divides the bytes', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const { reader, seen } = collect()
      reader.push(stream.subarray(0, cut))
      reader.push(stream.subarray(cut))
      expect(seen, `cut at ${cut}`).toEqual(expected)
    }
  })

  it('reads the same messages byte by byte, from one buffer that is reused', () => {
    const { reader, seen } = collect()
    const buffer = Buffer.alloc(1)
    for (const byte of stream) {
      buffer[0] = byte
      reader.push(buffer)
    }
    expect(seen).toEqual(expected)
  })

  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])('reads a message of %i bytes', (length) => {
    const payload = randomBytes(length).toString('latin1')
    const { reader, seen } = collect()
    reader.push(text(payload))
    expect(seen).toEqual([['message', payload]])
  })

  it('names a close without a code 1005', () => {
    const { reader, seen } = collect()
    reader.push(serverFrame(opcodes.close, Buffer.alloc(0)))
    expect(seen).toEqual([['close', 1005]])
  })

  it.each([
    ['a masked frame', encodeClientFrame(opcodes.text, Buffer.from('a'))],
    ['a reserved bit', Buffer.from([0xc1, 0])],
    ['a reserved opcode', serverFrame(3, Buffer.alloc(0))],
    ['a continuation of nothing', serverFrame(opcodes.continuation, Buffer.alloc(0))],
    ['a message inside another', Buffer.concat([text('a', false), text('b')])],
  ])('refuses %s', (_, bytes) => {
    expect(() => collect().reader.push(bytes)).toThrow(RangeError)
  })
})
