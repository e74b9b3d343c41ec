import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { Library, readHere, type Embedder } from '@tutor/documents'
import { afterEach, expect, test } from 'vitest'
import { serveReader } from '../src/reading/serve-reader.ts'
import { PortReader } from '../src/thread/port-reader.ts'

const ports: MessageChannel[] = []
afterEach(() => ports.splice(0).forEach(({ port1 }) => port1.close()))

function readerWith(embedder: Embedder | undefined): PortReader {
  const channel = new MessageChannel()
  ports.push(channel)
  serveReader({ reader: { read: readHere }, embedder }, channel.port1)
  return new PortReader(channel.port2)
}

/** Tells what speaks of causes from everything else. */
const causes: Embedder = {
  embed: (texts) => Promise.resolve(texts.map((each) => (/cause|Moon/.test(each) ? Float32Array.of(1, 0) : Float32Array.of(0, 1)))),
}

async function firstQuote(reader: PortReader): Promise<string> {
  using library = new Library({ reader, embedder: reader })
  await library.add({ name: 'village.txt', bytes: Buffer.from('The chief of the old village rises early.') })
  await library.add({ name: 'sea.txt', bytes: Buffer.from('In the village the sea rises by the pull of the Moon.') })
  const result = await library.search('chief cause why it rises in the village')
  return result.verdict === 'found' ? result.passages[0]!.quote : result.verdict
}

test('EMBED-5 a session searches by meaning over its port, and by words where the server tells no meanings', async () => {
  expect(await firstQuote(readerWith(causes))).toContain('pull of the Moon')
  expect(await firstQuote(readerWith(undefined))).toContain('chief of the old village')
})

test('EMBED-5 what nobody waits for any longer is given up on the other side', async () => {
  const asked = Promise.withResolvers<AbortSignal>()
  const never: Embedder = {
    embed: (_, signal) => {
      asked.resolve(signal)
      return once(signal, 'abort').then(() => [])
    },
  }
  const stopping = new AbortController()
  const waiting = readerWith(never).embed(['tides'], stopping.signal)
  const served = await asked.promise
  const givenUp = once(served, 'abort')
  stopping.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
  await givenUp
})
