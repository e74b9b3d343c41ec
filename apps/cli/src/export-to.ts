import { writeFile } from 'node:fs/promises'
import { exportLearning, type Conversation } from '@tutor/client'
import { FileError } from './file-error.ts'
import { remark, type Terminal } from './terminal.ts'

/** Writes what is known of the learner to a new file. @throws FileError where there is one already, or none can be made */
export async function exportTo(conversation: Conversation, path: string, terminal: Terminal): Promise<void> {
  const statements = await exportLearning(conversation, terminal.interrupted)
  try {
    // Nobody else on the machine may read it.
    await writeFile(path, `${JSON.stringify({ statements }, undefined, 1)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new FileError('file_unwritable', `${path}: ${code === 'EEXIST' ? 'There is such a file already.' : message}`, { cause })
  }
  remark(terminal, `${statements.length} ${statements.length === 1 ? 'statement' : 'statements'} written to ${path}`)
}
