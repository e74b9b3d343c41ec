import type { DocumentReader } from '@tutor/documents'
import { reportOf } from '@tutor/protocol'
import type { MessagePort, Transferable } from 'node:worker_threads'
import type { ReadingAnswer, ReadingOutcome, ReadingRequest } from './reading-messages.ts'

/** Answers what a `PortReader` on the other end of the port asks for; what is under way when the port closes is abandoned. */
export function serveReader(reader: DocumentReader, port: MessagePort): void {
  const calls = new Map<number, AbortController>()
  port.on('message', (request: ReadingRequest) => {
    if (request.type === 'abandon') return calls.get(request.call)?.abort()
    const { call, document } = request
    const abandoned = new AbortController()
    calls.set(call, abandoned)
    void outcomeOf(reader.read(document, abandoned.signal)).then((outcome) => {
      calls.delete(call)
      port.postMessage({ call, outcome } satisfies ReadingAnswer, transferred(outcome))
    })
  })
  port.on('close', () => {
    for (const abandoned of calls.values()) abandoned.abort()
  })
}

/** Never rejects. */
async function outcomeOf(reading: ReturnType<DocumentReader['read']>): Promise<ReadingOutcome> {
  try {
    return { status: 'read', reading: await reading }
  } catch (thrown) {
    return { status: 'failed', error: reportOf(thrown, 'document_unreadable') }
  }
}

function transferred(outcome: ReadingOutcome): Transferable[] {
  return outcome.status === 'read' ? [outcome.reading.reading.bytes.buffer as ArrayBuffer] : []
}
