import { errorTable, TutorError } from '@tutor/protocol'
import type { Breather } from './breather.ts'
import type { DocumentReader } from './document-reader.ts'
import type { KeptDocument } from './kept-document.ts'
import type { ReadDocument } from './read-document.ts'
import { decodeReading } from './reading.ts'
import { sha256 } from './sha256.ts'
import type { Vault } from './vault.ts'

/** Where documents come from that are not in memory. */
export interface DocumentSources {
  readonly vault: Vault
  readonly reader: DocumentReader
}

/**
 * Brings a kept document back: from its reading or, where that is gone, damaged or of another version, from the
 * original.
 *
 * @throws TutorError `document_unreadable` when the original is gone or damaged as well
 */
export async function recallDocument(
  kept: KeptDocument,
  sources: DocumentSources,
  breather: Breather,
): Promise<ReadDocument> {
  const reading = await undamaged(kept.reading, sources.vault, breather)
  const read = reading && (await decodeReading(kept.summary, reading, breather))
  return read ?? (await readAnew(kept, sources, breather))
}

async function readAnew({ summary }: KeptDocument, sources: DocumentSources, breather: Breather): Promise<ReadDocument> {
  const { id, name } = summary
  const original = await undamaged(id, sources.vault, breather)
  if (!original) throw unreadable(name)
  try {
    const { reading } = await sources.reader.read({ id, name, bytes: original }, breather.signal)
    const read = await decodeReading(summary, reading.bytes, breather)
    if (!read) throw unreadable(name)
    return read
  } catch (thrown) {
    // It could be read when it was added. Whatever this version has against it, the learner has lost it.
    throw thrown instanceof TutorError && !errorTable[thrown.code].retryable ? unreadable(name, thrown) : thrown
  }
}

async function undamaged(hash: string, vault: Vault, breather: Breather): Promise<Uint8Array | undefined> {
  const bytes = await vault.read(hash)
  return bytes && (await sha256(bytes, breather)) === hash ? bytes : undefined
}

function unreadable(name: string, cause?: TutorError): TutorError {
  const detail = `“${name}” is damaged where it was kept and cannot be read. Remove it and add it again.`
  return new TutorError('document_unreadable', detail, { cause })
}
