import { once } from 'node:events'
import { setPriority } from 'node:os'
import { TutorConnection, uploadDocument } from '@tutor/client'
import { readHere } from '@tutor/documents'
import { buildPdf, sampleLesson } from '@tutor/testkit'
import type { ArrivalsPlan } from './arrivals.ts'
import { say } from './say.ts'

type Arrive = (index: number, pdf: Uint8Array) => Promise<unknown>

/** The gateway's readers let others go first by as much. */
const readersPriority = 5

// It ends with the program that ordered it, however that ended.
process.on('disconnect', () => process.exit())
const { address, count, pages } = JSON.parse(process.argv[2]!) as ArrivalsPlan
const pdfs = Array.from({ length: count }, (_, index) => pdfOf(`Book ${index}`, pages))
const arrive = address === undefined ? readHereOnly() : await sendTo(address)
// Loads what reads PDFs, as any server that has run for a while has.
await arrive(0, pdfOf('First', 3))
process.send?.('ready')
await once(process, 'message')
const times: number[] = []
for (const [index, pdf] of pdfs.entries()) {
  const started = performance.now()
  await arrive(index, pdf)
  times.push(performance.now() - started)
}
process.send?.(times)

async function sendTo(gateway: string): Promise<Arrive> {
  const owners = await Promise.all(Array.from({ length: count }, (_, index) => TutorConnection.open(`${gateway}owner-${index}`)))
  return async (index, bytes) => {
    await uploadDocument(owners[index]!, { name: 'book.pdf', bytes })
    await say(owners[index]!, 'Which enzyme fixes carbon dioxide?')
  }
}

function readHereOnly(): Arrive {
  if (process.platform === 'linux') setPriority(readersPriority)
  const { signal } = new AbortController()
  return (_, bytes) => readHere({ id: 'book', name: 'book.pdf', bytes }, signal)
}

function pdfOf(title: string, length: number): Uint8Array {
  const page = (index: number): string => `${sampleLesson[index % sampleLesson.length]!.join('\n')}\n${title}, page ${index}.`
  return buildPdf({ pages: Array.from({ length }, (_, index) => page(index).split('\n')) })
}
