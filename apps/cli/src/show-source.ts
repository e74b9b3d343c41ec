import { readDocument, type Conversation } from '@tutor/client'
import { describePlace, type Citation } from '@tutor/protocol'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** Characters before and after a quote that are shown with it. */
const around = 500

/** Writes what stands around a quote, which is put between » and «. @throws TutorError `document_unknown` where the document was removed */
export async function showSource(conversation: Conversation, source: Citation, { output, interrupted }: Terminal): Promise<void> {
  const { documentId, documentName, place, start, end } = source
  const from = Math.max(0, start - around)
  const { text, length } = await readDocument(conversation, { documentId, start: from, length: end + around - from }, interrupted)
  const before = `${from > 0 ? '… ' : ''}${text.slice(0, start - from)}`
  const after = `${text.slice(end - from)}${from + text.length < length ? ' …' : ''}`
  output.write(printable(`${documentName}, ${describePlace(place)}\n\n${before}»${text.slice(start - from, end - from)}«${after.trimEnd()}\n`))
}
