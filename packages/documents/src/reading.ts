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
const version = 1

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/**
 * What stands behind the version is compressed by Zstandard: lines of JSON, so that the thread can breathe between them.
 * The first is this, the second the text, and each of the others a chunk.
 */
interface Head {
  /** Of the document: no two documents share a reading, so one can be dropped without the other. */
  readonly id: string
  readonly unit: Places['unit']
  /** Where each page or line begins, counted from the beginning of the one before. */
  readonly steps: readonly number[]
  readonly headings: readonly Heading[]
}

type ChunkLine = readonly [start: number, end: number, section: number, terms: string]

/** What was read out of a document, as bytes. The same document gives the same bytes. */
export async function encodeReading({ document, terms }: ReadDocument, breather: Breather): Promise<Uint8Array> {
  const { summary, text, places, headings, chunks } = document
  const steps = places.starts.map((start, index) => start - (places.starts[index - 1] ?? 0))
  const head: Head = { id: summary.id, unit: places.unit, steps, headings }
  const lines = [JSON.stringify(head), JSON.stringify(text)]
  for (const [index, { start, end, section }] of chunks.entries()) {
    const line: ChunkLine = [start, end, section, terms[index]!]
    lines.push(JSON.stringify(line))
    await breather.breathe()
  }
  return Buffer.concat([Uint8Array.of(version), await compress(lines.join('\n'))])
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
  const [head, text, ...chunkLines] = (await decompress(bytes.subarray(1))).toString().split('\n')
  const { id, unit, steps, headings } = JSON.parse(head!) as Head
  if (id !== summary.id) return undefined
  const chunks: Chunk[] = []
  const terms: string[] = []
  for (const line of chunkLines) {
    await breather.breathe()
    const [start, end, section, words] = JSON.parse(line) as ChunkLine
    chunks.push({ start, end, section })
    terms.push(words)
  }
  let start = 0
  const places = new Places(unit, steps.map((step) => (start += step)))
  return { document: { summary, text: JSON.parse(text!) as string, places, headings, chunks }, terms }
}
