import { Breather } from './breather.ts'
import type { DocumentReader, DocumentReading, DocumentToRead } from './document-reader.ts'
import { documentKind, isPdf } from './parse/document-kind.ts'
import { readDocument } from './read-document.ts'
import { encodeReading } from './reading.ts'
import { sha256 } from './sha256.ts'

/**
 * Reads a document in this thread, and lets its other work in between. What a hostile PDF takes is not bounded: that is
 * for whoever owns the thread.
 *
 * @throws TutorError `document_*`
 */
export async function readHere({ id, name, bytes }: DocumentToRead, signal: AbortSignal): Promise<DocumentReading> {
  const breather = new Breather(signal)
  const read = await readDocument({ id, name, kind: documentKind(name, bytes), bytes: bytes.length }, bytes, breather)
  const reading = await encodeReading(read, breather)
  return { summary: read.document.summary, reading: { hash: await sha256(reading, breather), bytes: reading } }
}

/** Most bytes of a text that is not worth a way to another thread and back. */
const smallBytes = 64 * 1024

/** Whether a document is read in a few milliseconds, whatever is in it. */
export function isSmallText({ bytes }: DocumentToRead): boolean {
  return bytes.length <= smallBytes && !isPdf(bytes)
}

/** The reader where there are no other threads to read in. */
export const readerHere: DocumentReader = { read: readHere }
