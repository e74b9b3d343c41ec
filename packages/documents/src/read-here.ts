import { Breather } from './breather.ts'
import type { DocumentReader, DocumentReading, DocumentToRead } from './document-reader.ts'
import { documentKind } from './parse/document-kind.ts'
import { readDocument, type ReadDocument } from './read-document.ts'
import { encodeReading } from './reading.ts'
import { sha256 } from './sha256.ts'

/**
 * Reads a document in this thread, and lets its other work in between. What a hostile document takes is not bounded: that is
 * for whoever owns the thread.
 *
 * @throws TutorError `document_*`
 */
export async function readHere(document: DocumentToRead, signal: AbortSignal): Promise<DocumentReading> {
  const { summary, reading } = await readBoth(document, signal)
  return { summary, reading }
}

/** Reads as {@link readHere} does, and gives what was read also as it is before it is encoded. */
export async function readBoth(
  { id, name, bytes }: DocumentToRead,
  signal: AbortSignal,
): Promise<DocumentReading & { readonly read: ReadDocument }> {
  const breather = new Breather(signal)
  const read = await readDocument({ id, name, kind: await documentKind(name, bytes), bytes: bytes.length }, bytes, breather)
  const reading = await encodeReading(read, breather)
  return { summary: read.document.summary, reading: { hash: await sha256(reading, breather), bytes: reading }, read }
}

/** The reader where there are no other threads to read in. */
export const readerHere: DocumentReader = { read: readHere }
