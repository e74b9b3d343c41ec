import type { Breather } from './breather.ts'
import type { DocumentReader, DocumentReading, DocumentToRead } from './document-reader.ts'
import { isText } from './parse/document-kind.ts'
import type { ReadDocument } from './read-document.ts'
import { readBoth } from './read-here.ts'
import { decodeReading } from './reading.ts'

/** Most bytes of a text that is not worth the way to another thread and back. */
const smallBytes = 64 * 1024

/** A document that was read just now, on its way to the shelf. */
export interface FreshDocument extends DocumentReading {
  /** It is here already where it was read in this thread; otherwise it is decoded. */
  readonly bring: (breather: Breather) => Promise<ReadDocument>
}

/** Reads a small text here, in a few milliseconds whatever is in it, and leaves everything else to the reader. */
export async function readFresh(
  document: DocumentToRead,
  reader: DocumentReader,
  signal: AbortSignal,
): Promise<FreshDocument> {
  if (document.bytes.length <= smallBytes && isText(document.bytes)) {
    const { read, ...given } = await readBoth(document, signal)
    return { ...given, bring: () => Promise.resolve(read) }
  }
  const given = await reader.read(document, signal)
  // It may have been done in the moment of the closing.
  signal.throwIfAborted()
  return { ...given, bring: (breather) => decodeFresh(given, breather) }
}

async function decodeFresh({ summary, reading }: DocumentReading, breather: Breather): Promise<ReadDocument> {
  const read = await decodeReading(summary, reading.bytes, breather)
  if (!read) throw new Error('The reader gave a reading of another version or document.')
  return read
}
