import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DocumentFile } from '@tutor/client'
import { TutorError } from '@tutor/protocol'
import { FileError } from './file-error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'You may not read it.',
  EISDIR: 'It is a folder.',
}

/**
 * @param largest in bytes; a larger file is not even read
 * @throws FileError, TutorError `document_too_large`
 */
export async function readDocument(path: string, largest: number): Promise<DocumentFile> {
  try {
    const { size } = await stat(path)
    if (size > largest) throw new TutorError('document_too_large', `${path}: Larger than ${largest} bytes.`)
    return { name: basename(path), bytes: await readFile(path) }
  } catch (error) {
    if (error instanceof TutorError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new FileError('file_unreadable', `${path}: ${reasons[code ?? ''] ?? message}`, { cause: error })
  }
}
