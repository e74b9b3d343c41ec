import { uploadDocument, type Conversation } from '@tutor/client'
import { describeLength, TutorError } from '@tutor/protocol'
import { readDocument } from './read-document.ts'
import { remark, remarkInPassing, type Terminal } from './terminal.ts'

/** Puts a file into the session. @throws FileError, TutorError: what is wrong with it, with the path in front */
export async function addDocument(conversation: Conversation, path: string, terminal: Terminal): Promise<void> {
  const file = await readDocument(path, conversation.hello.limits.documentBytes)
  const onProgress = (sent: number) => {
    const percent = Math.floor((100 * sent) / file.bytes.byteLength)
    remarkInPassing(terminal, `${file.name}: ${percent < 100 ? `${percent} %` : 'reading'}`)
  }
  try {
    const document = await uploadDocument(conversation, file, { signal: terminal.interrupted, onProgress })
    remarkInPassing(terminal, '')
    remark(terminal, `${document.name}, ${describeLength(document)}`)
  } catch (error) {
    remarkInPassing(terminal, '')
    if (error instanceof TutorError) throw new TutorError(error.code, `${path}: ${error.message}`)
    throw error
  }
}
