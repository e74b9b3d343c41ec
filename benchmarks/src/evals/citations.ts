import { readdirSync, readFileSync } from 'node:fs'
import { openModel } from '@tutor/models'
import { Library } from '@tutor/documents'
import { EventType, type Citation, type ServerMessage } from '@tutor/protocol'
import { UserSession } from '@tutor/session'
import { MemoryStore } from '@tutor/storage'
import data from './data/retrieval.json' with { type: 'json' }
import type { Evaluation } from './evaluation.ts'

const folder = new URL('data/material/', import.meta.url)

/** Whether every citation that a learner is shown stands in the document, at the place that it names, to the letter. */
export const citations: Evaluation = {
  name: 'citations',
  summary: 'cites word by word what stands in the documents',
  async run() {
    const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }))
    const shown = await citationsShown(files, data.answerable.map(([question = '']) => question))
    using library = new Library()
    for (const file of files) await library.add(file)
    const wrong: string[] = []
    for (const { documentId, start, end, quote } of shown) if ((await library.read(documentId, { start, end })) !== quote) wrong.push(quote)
    return [{ what: 'citations that verify', value: shown.length === 0 ? 0 : 1 - wrong.length / shown.length, cases: shown.length, target: { atLeast: 1 }, wrong }]
  },
}

/** Asks a session, as a learner would, and collects what it cites. */
async function citationsShown(files: readonly { readonly name: string; readonly bytes: Buffer }[], questions: readonly string[]): Promise<readonly Citation[]> {
  const model = await openModel({ kind: 'embedded' })
  const session = await UserSession.open({ clientId: 'eval', store: new MemoryStore(), model, agent: 'tutor', fault: () => {}, idle: () => {}, failed: () => {} })
  const shown: Citation[] = []
  let ended: (() => void) | undefined
  const hear = (message: ServerMessage): void => {
    if (message.type !== 'event') return
    const { event } = message
    if (event.type === EventType.CUSTOM && event.name === 'tutor.citations') shown.push(...(event.value as { citations: readonly Citation[] }).citations)
    if (event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR) ended?.()
  }
  const attachment = session.attach({ receive: (messages) => messages.forEach(hear) })
  const say = async (text: string, id: string): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    ended = resolve
    attachment.receive({ type: 'run', runId: id, message: { id: `m-${id}`, content: text } })
    await promise
  }
  for (const { name, bytes } of files) await session.documents.takeUpload({ uploadId: name, name, bytes })
  for (const [index, question] of questions.entries()) await say(question, `run-${index}`)
  await session.close()
  return shown
}
