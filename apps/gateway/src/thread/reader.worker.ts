import { readHere, type DocumentToRead } from '@tutor/documents'
import { reportOf, TutorError } from '@tutor/protocol'
import { Piscina, move } from 'piscina'
import { workerData } from 'node:worker_threads'
import type { ReaderThreadSettings } from '../reading/reading-bounds.ts'
import type { ReadingOutcome } from '../reading/reading-messages.ts'
import { boundBuffers } from './bound-buffers.ts'
import { runInBackground } from './run-in-background.ts'

runInBackground()
// Order: before pdf.js is loaded.
boundBuffers((workerData as ReaderThreadSettings).bufferBytes)

/** Nobody can stop a reading from within: it is stopped with its thread. */
const { signal } = new AbortController()

/** Entry of a reader thread: Piscina runs one of these at a time. */
export default async function read(document: DocumentToRead): Promise<ReadingOutcome> {
  try {
    const { summary, reading } = await readHere(document, signal)
    // With a buffer of its own it can be handed over; a small one may be a part of a pool.
    const bytes = new Uint8Array(reading.bytes)
    return moved({ status: 'read', reading: { summary, reading: { hash: reading.hash, bytes } } }, bytes.buffer)
  } catch (thrown) {
    if (!(thrown instanceof TutorError)) throw thrown
    return { status: 'failed', error: reportOf(thrown, 'document_unreadable') }
  }
}

/** The outcome as Piscina hands it over: without a copy of the buffer. */
function moved(outcome: ReadingOutcome, buffer: ArrayBuffer): ReadingOutcome {
  const transferable = { get [Piscina.transferableSymbol]() { return [buffer] }, get [Piscina.valueSymbol]() { return outcome } }
  return move(transferable as unknown as ArrayBuffer) as unknown as ReadingOutcome
}
