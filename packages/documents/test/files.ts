import { TutorError, type Passage, type SearchResult } from '@tutor/protocol'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import type { DocumentFile } from '../src/index.ts'

export const lesson: DocumentFile = { name: 'lesson.pdf', bytes: buildPdf({ pages: sampleLesson }) }

export function textFile(name: string, text: string): DocumentFile {
  return { name, bytes: new TextEncoder().encode(text) }
}

/** The document as it arrives in a session: in memory that threads share. */
export function arrived({ name, bytes }: DocumentFile): DocumentFile {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return { name, bytes: shared }
}

export function passagesOf(result: SearchResult): readonly Passage[] {
  return result.verdict === 'found' ? result.passages : []
}

/** Resolves with the code of the error that an addition fails with. */
export async function codeOf(adding: Promise<unknown>): Promise<string> {
  try {
    await adding
  } catch (thrown) {
    if (thrown instanceof TutorError) return thrown.code
    throw thrown
  }
  return 'added'
}
