import { randomBytes } from 'node:crypto'
import { encodeClientFrame, opcodes } from '../load-client/frame.ts'
import type { Random } from './random.ts'

/** A whole frame whose content is nothing that the server knows; it may be answered with an error. */
export function nonsense(random: Random): Buffer {
  return encodeClientFrame(random.chance(0.1) ? opcodes.binary : opcodes.text, Buffer.from(random.pick(contents)(random)))
}

/** A frame that does not end, or that is not masked, which uWebSockets.js takes for one that has not ended. */
export function unfinishedFrame(random: Random): Buffer {
  if (random.chance(0.5)) return frame(fin | opcodes.text, 5, Buffer.from('hello'))
  return nonsense(random).subarray(0, -1)
}

/** Bytes that no client may send by RFC 6455; the connection must not survive them. */
export function brokenFrame(random: Random): Buffer {
  return random.pick(breaks)(random)
}

const contents: readonly ((random: Random) => string)[] = [
  (random) => random.words(4),
  () => '',
  () => '{',
  () => '[]',
  () => 'null',
  () => '{"type":"run"}',
  () => '{"type":"run","runId":1,"message":{}}',
  () => '{"type":"run","runId":"a","message":{"id":"a","content":1e999}}',
  () => '{"__proto__":{"type":"run"},"constructor":{"prototype":{}}}',
  (random) => '['.repeat(random.between(1, 20_000)),
  (random) => `{"a":${'{"a":'.repeat(random.between(1, 5_000))}`,
  () => '{"type":"resume","epoch":-1,"seq":9007199254740993}',
  () => '{"type":"upload_chunk","uploadId":"none","data":"?"}',
]

const fin = 0x80
const masked = 0x80
const mask = Buffer.from([1, 2, 3, 4])

function frame(first: number, second: number, ...rest: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([first, second]), ...rest])
}

const breaks: readonly ((random: Random) => Buffer)[] = [
  // Compressed, or with other reserved bits.
  (random) => frame(fin | (random.between(1, 7) << 4) | opcodes.text, masked | 0, mask),
  (random) => frame(fin | random.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), masked | 0, mask),
  // A text of 2^63 bytes and more.
  () => frame(fin | opcodes.text, masked | 127, Buffer.alloc(8, 0xff), mask),
  // A ping in parts, and one that is too long.
  () => frame(opcodes.ping, masked | 0, mask),
  () => frame(fin | opcodes.ping, masked | 126, Buffer.from([1, 0]), mask, Buffer.alloc(256)),
  // The rest of nothing.
  () => frame(fin | opcodes.continuation, masked | 0, mask),
  // No UTF-8.
  () => encodeClientFrame(opcodes.text, Buffer.from([0xc3, 0x28, 0xff])),
  () => encodeClientFrame(opcodes.close, Buffer.from([3])),
  // Nothing at all.
  (random) => frame(0xf3, masked | 0, randomBytes(random.between(8, 60))),
]
