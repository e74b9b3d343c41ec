import { createHash, randomUUID } from 'node:crypto'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { EventType, limits, type CustomEvents } from '@tutor/protocol'
import type { Findings, Proof, ProofOrder } from '../proof.ts'
import { GatewayUnderTest } from '../proving/gateway-under-test.ts'
import { Learner } from '../proving/learner.ts'
import type { Random } from '../proving/random.ts'
import { StoredData } from '../proving/stored-data.ts'
import type { Entry } from '../proving/transcript.ts'
import { within } from '../proving/within.ts'

const size = 6

/** Documents of one learner that are on their way: fewer than may wait to be read, lest the server refuses one. */
const mostUnderWay = limits.waitingDocuments / 2

export const d9: Proof = {
  id: 'D9',
  summary: 'An upload is atomic: what is listed is there to the last byte, and nothing is left of what is not.',
  run: 'kill -9 while 6 learners upload, and a look into the database',
  runs: 4,
  prove,
}

/** What a session must list, at least and at most. */
interface Shelf {
  readonly clientId: string
  /** Ids of documents whose upload was begun. */
  readonly begun: Set<string>
  /** Ids and readings of documents that were told to be there. */
  readonly told: Map<string, string>
}

async function prove({ runs, random, findings }: ProofOrder): Promise<void> {
  await using gateway = await GatewayUnderTest.start()
  const shelves: Shelf[] = Array.from({ length: size }, (_, index) => ({
    clientId: `d9-${index}`,
    begun: new Set(),
    told: new Map(),
  }))
  for (let run = 1; run <= runs; run++) {
    await killInUpload(gateway, shelves, { random, findings })
    await gateway.start()
    for (const shelf of shelves) await checkListed(gateway, shelf, findings)
    await gateway.stop()
    checkStored(gateway, shelves, findings)
    await gateway.start()
  }
}

async function killInUpload(gateway: GatewayUnderTest, shelves: readonly Shelf[], trial: Trial): Promise<void> {
  const added = Promise.withResolvers<void>()
  const learners = shelves.map((shelf) => openLearner(gateway, shelf, { ...trial, added: added.resolve }))
  await Promise.all(learners.map((learner) => within(learner.greeted(), () => `${learner.clientId} was not greeted`)))
  const over = new AbortController()
  for (const [index, shelf] of shelves.entries()) void keepUploading(learners[index]!, shelf, { ...trial, signal: over.signal })
  await within(added.promise, () => 'no document was added')
  await wait(trial.random.between(0, 400))
  over.abort()
  await gateway.kill()
  for (const learner of learners) learner.close()
}

interface Trial {
  readonly random: Random
  readonly findings: Findings
}

function openLearner(
  { address }: GatewayUnderTest,
  { clientId, told }: Shelf,
  { findings, added }: { readonly findings: Findings; readonly added?: () => void },
): Learner {
  const hear = ({ event }: Entry): void => {
    if (event.type !== EventType.CUSTOM || event.name !== 'tutor.document_added') return
    const { document, reading } = event.value as CustomEvents['tutor.document_added']
    told.set(document.id, reading)
    added?.()
  }
  return new Learner({ origin: address, clientId, fault: (what) => findings.isWrong(what), hear })
}

async function keepUploading(learner: Learner, shelf: Shelf, { random, signal }: Trial & { signal: AbortSignal }): Promise<void> {
  const toldBefore = shelf.told.size
  for (let begun = 0; !signal.aborted; begun++) {
    while (begun - (shelf.told.size - toldBefore) >= mostUnderWay && !signal.aborted) await wait(10)
    const bytes = Buffer.from(`# ${random.words(2)}\n\n${`${random.words(8)}.\n`.repeat(random.between(1, 1_500))}`)
    shelf.begun.add(createHash('sha256').update(bytes).digest('hex'))
    const uploadId = randomUUID()
    learner.send({ type: 'upload', uploadId, name: `${uploadId}.md`, bytes: bytes.length })
    for (let offset = 0; offset < bytes.length && !signal.aborted; offset += limits.chunkBytes) {
      const data = bytes.toString('base64', offset, Math.min(offset + limits.chunkBytes, bytes.length))
      learner.send({ type: 'upload_chunk', uploadId, offset, data })
      await turn()
    }
    await wait(random.between(0, 60))
  }
}

/** Listed are all that were told, and none that was not sent. What is listed untold is told by the replay. */
async function checkListed(gateway: GatewayUnderTest, shelf: Shelf, findings: Findings): Promise<void> {
  const told = new Set(shelf.told.keys())
  using learner = openLearner(gateway, shelf, { findings })
  const { documents, seq } = await within(learner.greeted(), () => `${shelf.clientId} was not greeted`)
  const listed = new Set(documents.map(({ id }) => id))
  findings.checked += listed.size
  for (const id of told) if (!listed.has(id)) findings.isLost(`the document ${id} of ${shelf.clientId}`)
  for (const id of listed) if (!shelf.begun.has(id)) findings.isWrong(`${shelf.clientId} lists ${id}, which was never sent`)
  await learner.transcript.reaches(seq)
  for (const id of shelf.told.keys()) if (!listed.has(id)) findings.isWrong(`${shelf.clientId} does not list ${id} of its history`)
}

function checkStored({ place }: GatewayUnderTest, shelves: readonly Shelf[], findings: Findings): void {
  using stored = new StoredData(place)
  const blobs = new Map(stored.blobs().map((blob) => [blob.hash, blob]))
  const needed = new Set<string>()
  for (const { clientId, told } of shelves) {
    for (const hash of [...told.keys(), ...told.values()]) {
      needed.add(hash)
      if (!blobs.get(hash)?.sessions.includes(clientId)) findings.isLost(`the bytes ${hash} of ${clientId}`)
    }
  }
  for (const { hash, actual } of blobs.values()) {
    if (hash !== actual) findings.isWrong(`the bytes of ${hash} are damaged`)
    if (!needed.has(hash)) findings.isWrong(`the bytes ${hash} were left by an upload that failed`)
  }
}
