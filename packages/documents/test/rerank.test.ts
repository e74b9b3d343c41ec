import { expect, it } from 'vitest'
import { Library, type Embedder } from '../src/index.ts'
import { passagesOf, textFile } from './files.ts'

/** Knows two meanings: what speaks of causes, and everything else. */
const embedder: Embedder = {
  embed: (texts) => Promise.resolve(texts.map((each) => (/cause|Moon/.test(each) ? Float32Array.of(1, 0) : Float32Array.of(0, 1)))),
}

async function first(options: ConstructorParameters<typeof Library>[0]): Promise<string> {
  using library = new Library(options)
  await library.add(textFile('village.txt', 'The chief of the old village rises early.'))
  await library.add(textFile('sea.txt', 'In the village the sea rises by the pull of the Moon.'))
  return passagesOf(await library.search('chief cause why it rises in the village'))[0]?.quote ?? 'nothing'
}

it('DOC-80 meaning helps words to tell what fits', async () => {
  expect(await first({})).toContain('chief of the old village')
  expect(await first({ embedder })).toContain('pull of the Moon')
})

it('DOC-81 where nobody can tell meanings, words decide', async () => {
  expect(await first({ embedder: { embed: () => Promise.reject(new Error('busy')) } })).toContain('chief of the old village')
})
