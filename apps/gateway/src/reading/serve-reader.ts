import type { DocumentReader, Embedder } from '@tutor/documents'
import { reportOf } from '@tutor/protocol'
import type { MessagePort, Transferable } from 'node:worker_threads'
import type { AnswerOutcome, ReadingAnswer, ReadingRequest } from './reading-messages.ts'

/** Who reads, and who tells what texts mean, if anybody does. */
export interface Readers {
  readonly reader: DocumentReader
  readonly embedder: Embedder | undefined
}

/** Answers what a `PortReader` on the other end of the port asks for; what is under way when the port closes is abandoned. */
export function serveReader(readers: Readers, port: MessagePort): void {
  const calls = new Map<number, AbortController>()
  port.on('message', (request: ReadingRequest) => {
    if (request.type === 'abandon') return calls.get(request.call)?.abort()
    const { call } = request
    const abandoned = new AbortController()
    calls.set(call, abandoned)
    void outcomeOf(request, readers, abandoned.signal).then((outcome) => {
      calls.delete(call)
      port.postMessage({ call, outcome } satisfies ReadingAnswer, transferred(outcome))
    })
  })
  port.on('close', () => {
    for (const abandoned of calls.values()) abandoned.abort()
  })
}

/** Never rejects. */
async function outcomeOf(request: Exclude<ReadingRequest, { type: 'abandon' }>, { reader, embedder }: Readers, signal: AbortSignal): Promise<AnswerOutcome> {
  try {
    if (request.type === 'read') return { status: 'read', reading: await reader.read(request.document, signal) }
    if (!embedder) throw new Error('Nobody can tell meanings here.')
    return { status: 'embedded', vectors: await embedder.embed(request.texts, signal) }
  } catch (thrown) {
    return { status: 'failed', error: reportOf(thrown, 'document_unreadable') }
  }
}

function transferred(outcome: AnswerOutcome): Transferable[] {
  return outcome.status === 'read' ? [outcome.reading.reading.bytes.buffer as ArrayBuffer] : []
}
