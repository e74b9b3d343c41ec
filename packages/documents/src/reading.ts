import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { DocumentSummary } from '@tutor/protocol'
import type { Breather } from './breather.ts'
import type { Chunk } from './chunks.ts'
import type { Heading } from './parse/parsed-text.ts'
import { Places } from './places.ts'
import type { ReadDocument } from './read-document.ts'

/**
 * The first byte of a reading. A reading of another version is not understood but made anew, so this number goes up
 * with every change of the format, and also of the parsers, of the chunks and of the terms: a question is compared with
 * the terms in here.
 */
const version = 3

/** The version, and how long the rest is when it is not compressed (4 bytes, little-endian). */
const prefixBytes = 5

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

type Encoding = 'latin1' | 'utf16le'

/**
 * What stands behind the prefix is compressed by Zstandard: the length of this as JSON (4 bytes), this, numbers of 4 bytes
 * each (where each place begins, counted from the one before; three for each chunk), the text, and the terms of the chunks,
 * one line each. Taking it in again costs little more than copying it: it is done in a thread that other sessions share.
 */
interface Head {
  /** Of the document: no two documents share a reading, so one can be dropped without the other. */
  readonly id: string
  readonly unit: Places['unit']
  readonly places: number
  readonly chunks: number
  readonly headings: readonly Heading[]
  readonly text: Encoding
  readonly textBytes: number
  readonly terms: Encoding
}

/** What was read out of a document, as bytes. The same document gives the same bytes. */
export async function encodeReading({ document, terms }: ReadDocument, breather: Breather): Promise<Uint8Array> {
  const { summary, text, places, headings, chunks } = document
  const termLines = terms.join('\n')
  const words = Buffer.from(termLines, encodingOf(termLines))
  const letters = Buffer.from(text, encodingOf(text))
  const head: Head = {
    id: summary.id,
    unit: places.unit,
    places: places.count,
    chunks: chunks.length,
    headings,
    text: encodingOf(text),
    textBytes: letters.length,
    terms: encodingOf(termLines),
  }
  await breather.breathe()
  const json = Buffer.from(JSON.stringify(head))
  const whole = Buffer.concat([uint32(json.length), json, stepsOf(places), numbersOf(chunks), letters, words])
  return Buffer.concat([Uint8Array.of(version), uint32(whole.length), await compress(whole)])
}

/**
 * @param bytes as they were encoded: damage has to be found by their hash
 * @returns `undefined` for a reading of another version or of another document
 */
export async function decodeReading(
  summary: DocumentSummary,
  bytes: Uint8Array,
  breather: Breather,
): Promise<ReadDocument | undefined> {
  if (bytes[0] !== version) return undefined
  const parts = new Parts(await decompressed(bytes))
  const head = JSON.parse(parts.take(parts.takeLength()).toString()) as Head
  if (head.id !== summary.id) return undefined
  await breather.breathe()
  const places = new Places(head.unit, sums(parts.takeNumbers(head.places)))
  await breather.breathe()
  const chunks = chunksIn(parts.takeNumbers(3 * head.chunks))
  await breather.breathe()
  const text = parts.take(head.textBytes).toString(head.text)
  await breather.breathe()
  const terms = head.chunks === 0 ? [] : parts.rest().toString(head.terms).split('\n')
  await breather.breathe()
  return { document: { summary, text, places, headings: head.headings, chunks }, terms }
}

/** In one piece, whose memory is filled outside of this thread. */
async function decompressed(reading: Uint8Array): Promise<Buffer> {
  const length = Buffer.from(reading.buffer, reading.byteOffset + 1, 4).readUInt32LE()
  // One byte more: with a full buffer it would ask for another one to see the end.
  return await decompress(reading.subarray(prefixBytes), { chunkSize: Math.max(64, length + 1) })
}

/** What is left of some bytes, from the front. */
class Parts {
  #rest: Buffer

  constructor(bytes: Buffer) {
    this.#rest = bytes
  }

  take(length: number): Buffer {
    const part = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return part
  }

  takeLength(): number {
    return this.take(4).readUInt32LE()
  }

  takeNumbers(count: number): Uint32Array {
    const part = this.take(4 * count)
    return new Uint32Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.length))
  }

  rest(): Buffer {
    return this.#rest
  }
}

function encodingOf(text: string): Encoding {
  return /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1'
}

function uint32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value).buffer)
}

function stepsOf({ starts }: Places): Buffer {
  return Buffer.from(Uint32Array.from(starts, (start, index) => start - (starts[index - 1] ?? 0)).buffer)
}

function sums(steps: Uint32Array): Uint32Array {
  for (let index = 1; index < steps.length; index += 1) steps[index]! += steps[index - 1]!
  return steps
}

function numbersOf(chunks: readonly Chunk[]): Buffer {
  return Buffer.from(Uint32Array.from(chunks.flatMap(({ start, end, section }) => [start, end, section])).buffer)
}

function chunksIn(numbers: Uint32Array): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 0; at < numbers.length; at += 3) {
    chunks.push({ start: numbers[at]!, end: numbers[at + 1]!, section: numbers[at + 2]! })
  }
  return chunks
}
