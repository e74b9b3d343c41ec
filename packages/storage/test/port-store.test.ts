import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { TutorError } from '@tutor/protocol'
import { describe, expect, test } from 'vitest'
import { MemoryStore, PortStore, serveStore } from '../src/index.ts'
import { agreesWithTheModel } from './model.contract.ts'
import { blobOf, codeOf, own } from './sessions.ts'
import { keepsTheStoreContract } from './store.contract.ts'
import { openStoreBehindPort, temporaryFolder } from './stores.ts'

describe('a SQLite store behind a port', () => {
  keepsTheStoreContract(openStoreBehindPort)
  agreesWithTheModel(openStoreBehindPort)
})

/** Counts what a port sends. */
function counted(port: MessagePort): { readonly port: MessagePort; readonly posted: () => number } {
  let messages = 0
  const post = port.postMessage.bind(port)
  port.postMessage = (...args: Parameters<MessagePort['postMessage']>) => {
    messages++
    post(...args)
  }
  return { port, posted: () => messages }
}

test('STORE-40 all that is asked for in one turn crosses in one message, and so do the answers', async () => {
  const { port1, port2 } = new MessageChannel()
  const [client, server] = [counted(port1), counted(port2)]
  serveStore(new MemoryStore(), server.port)
  const store = new PortStore(client.port)
  const owners = await Promise.all(['a', 'b', 'c'].map((sessionId) => own(store, sessionId)))
  expect([client.posted(), server.posted()]).toEqual([1, 1])
  await Promise.all(owners.flatMap((owner) => [owner.append(), owner.append(), store.read(owner.sessionId, 0, 100)]))
  expect([client.posted(), server.posted()]).toEqual([2, 2])
  await store.close()
})

test('STORE-41 an error arrives as what it was', async () => {
  const { port1, port2 } = new MessageChannel()
  serveStore(new MemoryStore(), port2)
  const store = new PortStore(port1)
  const owner = await own(store, 'a')
  const error: unknown = await store.append({ ...owner.next(), seq: 5 }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TutorError)
  expect((error as TutorError).report()).toEqual(new TutorError('session_failed', 'The history goes on at 1, not with 1 events at 5.').report())
  await store.close()
})

test('I7 STORE-42 when the other thread ends, what is under way and what comes later rejects', async () => {
  const folder = await temporaryFolder()
  const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { workerData: folder })
  const { port1, port2 } = new MessageChannel()
  worker.postMessage(port2, [port2])
  await once(worker, 'message')
  const store = new PortStore(port1)
  const owner = await own(store, 'a')
  const { hash, bytes } = blobOf(8 * 1024 * 1024)
  const calls = [codeOf(store.putBlob(owner, hash, bytes)), codeOf(store.open('b'))]
  await new Promise(setImmediate)
  await worker.terminate()
  expect(await calls[0]).toBe('storage_unavailable')
  expect(await codeOf(owner.append())).toBe('storage_unavailable')
  await store.release(owner)
  await store.close()
  await rm(folder, { recursive: true })
})

test('STORE-43 the bytes of a blob stay with the caller, also those beside it in its buffer', async () => {
  const { port1, port2 } = new MessageChannel()
  serveStore(new MemoryStore(), port2)
  const store = new PortStore(port1)
  const owner = await own(store, 'a')
  const { hash, bytes } = blobOf(100)
  const larger = new Uint8Array(1000)
  larger.set(bytes, 300)
  await store.putBlob(owner, hash, larger.subarray(300, 400))
  await owner.keep({ keep: [hash] })
  expect(larger.length).toBe(1000)
  const read = await store.readBlob(hash)
  expect(read).toEqual(bytes)
  expect(read?.buffer.byteLength).toBe(100)
  expect(await store.readBlob(hash)).toEqual(bytes)
  await store.close()
})
