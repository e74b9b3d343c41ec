import { TutorError } from '@tutor/protocol'
import type { Breather } from './breather.ts'
import type { KeptDocument } from './kept-document.ts'
import { readDocument, type ReadDocument } from './read-document.ts'
import { decodeReading } from './reading.ts'
import { sha256 } from './sha256.ts'
import type { Vault } from './vault.ts'

/**
 * Brings a kept document back: from its reading or, where that is gone, damaged or of another version, from the
 * original.
 *
 * @throws TutorError `document_unreadable` when the original is gone or damaged as well
 */
export async function recallDocument(kept: KeptDocument, vault: Vault, breather: Breather): Promise<ReadDocument> {
  const reading = await undamaged(kept.reading, vault)
  const read = reading && (await decodeReading(kept.summary, reading, breather))
  return read ?? (await readAnew(kept, vault, breather))
}

async function readAnew({ summary }: KeptDocument, vault: Vault, breather: Breather): Promise<ReadDocument> {
  const original = await undamaged(summary.id, vault)
  if (!original) throw unreadable(summary.name)
  try {
    return await readDocument(summary, original, breather)
  } catch (thrown) {
    // It could be read when it was added. Whatever this version has against it, the learner has lost it.
    throw thrown instanceof TutorError ? unreadable(summary.name, thrown) : thrown
  }
}

async function undamaged(hash: string, vault: Vault): Promise<Uint8Array | undefined> {
  const bytes = await vault.read(hash)
  return bytes && (await sha256(bytes)) === hash ? bytes : undefined
}

function unreadable(name: string, cause?: TutorError): TutorError {
  const detail = `“${name}” is damaged where it was kept and cannot be read. Remove it and add it again.`
  return new TutorError('document_unreadable', detail, { cause })
}
