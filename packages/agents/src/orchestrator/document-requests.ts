import { describeLength, TutorError, type DocumentSummary } from '@tutor/protocol'
import type { Desk, Handler } from './desk.ts'

export const documentRequests = {
  documents: async (_, desk) => describeDocuments(await documentsOf(desk)),
  note: async (text, desk) => {
    const note = (await desk.call('doc.add', { name: noteName(text), source: 'text', content: text })) as unknown as DocumentSummary
    return `Added “${note.name}” to your documents.`
  },
  remove: async (name, desk) => {
    if (name === '') return `Say which one: /remove NAME.\n\n${describeDocuments(await documentsOf(desk))}`
    const document = (await documentsOf(desk)).find((each) => each.name === name)
    if (!document) throw new TutorError('document_unknown', `None of your documents is named “${name}”.`)
    await desk.call('doc.remove', { documentId: document.id })
    return `Removed “${document.name}”.`
  },
} satisfies Record<string, Handler>

async function documentsOf(desk: Desk): Promise<readonly DocumentSummary[]> {
  const { documents } = await desk.call('doc.list')
  return documents as readonly DocumentSummary[]
}

/** A note is named after its first words. */
function noteName(text: string): string {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? ['note']
  return `${words.slice(0, 6).join(' ').slice(0, 60)}.md`
}

function describeDocuments(documents: readonly DocumentSummary[]): string {
  if (documents.length === 0) return 'You have no documents yet.'
  return documents.map((each) => `- ${each.name} (${describeLength(each)})`).join('\n')
}
