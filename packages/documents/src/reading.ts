import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { DocumentSummary } from '@tutor/protocol'
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

/** What stands behind the version: JSON, compressed by Zstandard. */
interface Content {
  /** Of the document: no two documents share a reading, so one can be dropped without the other. */
  readonly id: string
  readonly text: string
  readonly unit: Places['unit']
  /** Where each page or line begins, counted from the beginning of the one before. */
  readonly steps: readonly number[]
  readonly headings: readonly Heading[]
  readonly chunks: readonly Chunk[]
  readonly terms: readonly string[]
}

/** What was read out of a document, as bytes. The same document gives the same bytes. */
export async function encodeReading({ document, terms }: ReadDocument): Promise<Uint8Array> {
  const { summary, text, places, headings, chunks } = document
  const steps = places.starts.map((start, index) => start - (places.starts[index - 1] ?? 0))
  const content: Content = { id: summary.id, text, unit: places.unit, steps, headings, chunks, terms }
  return Buffer.concat([Uint8Array.of(version), await compress(JSON.stringify(content))])
}

/**
 * @param bytes as they were encoded: damage has to be found by their hash
 * @returns `undefined` for a reading of another version or of another document
 */
export async function decodeReading(summary: DocumentSummary, bytes: Uint8Array): Promise<ReadDocument | undefined> {
  if (bytes[0] !== version) return undefined
  const content = JSON.parse((await decompress(bytes.subarray(1))).toString()) as Content
  if (content.id !== summary.id) return undefined
  const { text, unit, steps, headings, chunks, terms } = content
  let start = 0
  const places = new Places(unit, steps.map((step) => (start += step)))
  return { document: { summary, text, places, headings, chunks }, terms }
}
