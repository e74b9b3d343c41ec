import { limits } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { DocumentAgent, type MaterialChange } from '../../src/index.ts'
import { DirectTools } from '../fake-tools.ts'
import { Shelf } from './shelf.ts'

/** A Document agent whose changes are stored by `store`, and what it was told. */
function open(store: (change: MaterialChange) => Promise<void> = () => Promise.resolve()) {
  const shelf = new Shelf()
  const tools = new DirectTools()
  const changes: MaterialChange[] = []
  const agent = new DocumentAgent(shelf, tools, async (change) => {
    changes.push(change)
    await store(change)
  })
  tools.document = agent
  return { shelf, agent, changes, names: () => agent.list().map(({ name }) => name) }
}

const danube = Buffer.from('The Danube rises in the Black Forest.')
const fullDisk = new Error('the disk is full')

test('AGENT-10 an added document is told with its upload and all that has to be stored, and a removed one with what may go', async () => {
  const { agent, changes } = open()
  await agent.takeUpload({ uploadId: 'u1', name: 'rivers.txt', bytes: danube })
  await agent.remove('id-of-rivers.txt')
  expect(changes).toEqual([
    {
      change: 'added',
      uploadId: 'u1',
      document: { id: 'id-of-rivers.txt', name: 'rivers.txt', kind: 'text', bytes: danube.length, places: 1 },
      reading: 'reading-of-rivers.txt',
      blobs: [{ hash: 'id-of-rivers.txt', bytes: danube }, { hash: 'reading-of-rivers.txt', bytes: danube }],
    },
    { change: 'removed', documentId: 'id-of-rivers.txt', drop: ['id-of-rivers.txt', 'reading-of-rivers.txt'] },
  ])
})

test('AGENT-10 a document is not added before that is stored', async () => {
  const stored = Promise.withResolvers<void>()
  const telling = Promise.withResolvers<void>()
  const { agent } = open(() => {
    telling.resolve()
    return stored.promise
  })
  let added = false
  const adding = agent.add('rivers.txt', 'text', String(danube)).then(() => (added = true))
  await telling.promise
  await new Promise(setImmediate)
  expect(added).toBe(false)
  stored.resolve()
  await adding
})

test('AGENT-15 WIRE-92 no more than eight documents wait behind the one that is added, and there is room again when it is', async () => {
  const stored = Promise.withResolvers<void>()
  const { agent, names } = open(() => stored.promise)
  const add = (number: number) => agent.add(`${number}.txt`, 'text', `Note ${number}`)
  const adding = Array.from({ length: 1 + limits.waitingDocuments }, (_, number) => add(number))
  await expect(add(9)).rejects.toMatchObject({ code: 'upload_limit' })
  stored.resolve()
  await Promise.all(adding)
  await add(10)
  expect(names()).toHaveLength(limits.waitingDocuments + 2)
})

test('AGENT-10 a document that cannot be stored is gone again, and its adder has the error', async () => {
  const { agent, names } = open(() => Promise.reject(fullDisk))
  await expect(agent.add('rivers.txt', 'text', String(danube))).rejects.toBe(fullDisk)
  expect(names()).toEqual([])
})

test('AGENT-10 a document that is gone already when it cannot be stored changes nothing about the error', async () => {
  const { agent, shelf } = open(async () => {
    shelf.remove('id-of-rivers.txt')
    throw fullDisk
  })
  await expect(agent.add('rivers.txt', 'text', String(danube))).rejects.toBe(fullDisk)
})

test('AGENT-11 the same bytes again are told with their upload and without blobs, and stay when that cannot be stored', async () => {
  const failures = [fullDisk]
  const { agent, changes, names } = open(async ({ change }) => {
    if (change === 'added' && changes.length === 3) throw failures.pop()
  })
  await agent.add('rivers.txt', 'text', String(danube))
  await agent.takeUpload({ uploadId: 'u2', name: 'copy.txt', bytes: danube })
  const [first, second] = changes
  expect(second).toEqual({ ...first, uploadId: 'u2', blobs: [] })
  await expect(agent.takeUpload({ uploadId: 'u3', name: 'copy.txt', bytes: danube })).rejects.toBe(fullDisk)
  expect(names()).toEqual(['rivers.txt'])
})

test('AGENT-12 one change is stored after the other, in the order of the material, also behind one that fails', async () => {
  const told: string[] = []
  const { agent, names } = open(async (change) => {
    const name = change.change === 'added' ? change.document.name : change.documentId
    told.push(`${change.change} ${name}`)
    await new Promise(setImmediate)
    told.push('done')
    if (name === 'a.txt') throw fullDisk
  })
  const adding = agent.add('a.txt', 'text', 'A')
  const changes = [agent.add('b.txt', 'text', 'B'), agent.remove('id-of-b.txt'), agent.add('c.txt', 'text', 'C')]
  await expect(adding).rejects.toBe(fullDisk)
  await Promise.all(changes)
  expect(told).toEqual(['added a.txt', 'done', 'added b.txt', 'done', 'removed id-of-b.txt', 'done', 'added c.txt', 'done'])
  expect(names()).toEqual(['c.txt'])
})

test('AGENT-13 two uploads with one id, at the same time, are two documents', async () => {
  const { agent, changes, names } = open()
  await Promise.all([
    agent.takeUpload({ uploadId: '1', name: 'a.txt', bytes: Buffer.from('A') }),
    agent.takeUpload({ uploadId: '1', name: 'b.txt', bytes: Buffer.from('B') }),
  ])
  expect(names()).toEqual(['a.txt', 'b.txt'])
  expect(changes).toMatchObject([{ uploadId: '1', blobs: [{ bytes: Buffer.from('A') }, {}] }, { uploadId: '1', blobs: [{ bytes: Buffer.from('B') }, {}] }])
})

test('AGENT-13 an upload that nobody made is upload_unknown', async () => {
  const { agent } = open()
  await expect(agent.add('a.txt', 'upload', 'u1')).rejects.toMatchObject({ code: 'upload_unknown' })
})
