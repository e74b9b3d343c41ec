import { randomInt } from 'node:crypto'

/** RFC 6455 section 5.2. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

const maskBit = 0x80
const finBit = 0x80

/** One whole client frame. The mask key is never zero: servers may skip the unmasking of such frames. */
export function encodeClientFrame(opcode: number, payload: Buffer): Buffer {
  const lengthBytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8
  const frame = Buffer.allocUnsafe(2 + lengthBytes + 4 + payload.length)
  frame[0] = finBit | opcode
  if (lengthBytes === 0) frame[1] = maskBit | payload.length
  if (lengthBytes === 2) {
    frame[1] = maskBit | 126
    frame.writeUInt16BE(payload.length, 2)
  }
  if (lengthBytes === 8) {
    frame[1] = maskBit | 127
    frame.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  const maskAt = 2 + lengthBytes
  frame.writeUInt32BE(randomInt(1, 0x1_0000_0000), maskAt)
  for (let i = 0; i < payload.length; i++) frame[maskAt + 4 + i] = payload[i]! ^ frame[maskAt + (i & 3)]!
  return frame
}

/** Where a server's frame begins, ends and what it is. */
export interface FrameSpan {
  readonly final: boolean
  readonly opcode: number
  readonly payloadAt: number
  readonly end: number
}

/**
 * Reads the header of the server frame that begins at `at`.
 *
 * @returns `undefined` while the header is incomplete, else the span, whose end may lie behind the bytes there are
 * @throws RangeError when a server must not send such a frame
 */
export function readFrameSpan(bytes: Buffer, at: number): FrameSpan | undefined {
  if (bytes.length - at < 2) return undefined
  const first = bytes[at]!
  const second = bytes[at + 1]!
  if ((first & 0x70) !== 0) throw new RangeError('a reserved bit is set')
  if ((second & maskBit) !== 0) throw new RangeError('the server masked its frame')
  const lengthBytes = second < 126 ? 0 : second === 126 ? 2 : 8
  const payloadAt = at + 2 + lengthBytes
  if (bytes.length < payloadAt) return undefined
  const length =
    lengthBytes === 0 ? second : bytes.readUIntBE(payloadAt - Math.min(lengthBytes, 6), Math.min(lengthBytes, 6))
  return { final: (first & finBit) !== 0, opcode: first & 0x0f, payloadAt, end: payloadAt + length }
}
