import { expect, it } from 'vitest'
import { termsOf } from '../src/index.ts'

const pieces = ['a', 'Z', '0', '12', '.', ',', ':', ';', "'", '"', '_', '-', '/', '@', '%', '–', '—', '’', '“', ' ', '\n', '\t', 'rises', 'the']

it('DOC-84 plain text is parted into the same terms whether or not another script follows', () => {
  const triples = pieces.flatMap((one) => pieces.flatMap((two) => pieces.map((three) => one + two + three)))
  for (const text of triples) expect([...termsOf(text), 'ж'], JSON.stringify(text)).toEqual(termsOf(`${text} ж`))
})

it('DOC-84 a word has the same stem again and again, however long it is', () => {
  const words = ['relational', 'photosynthesising', 'x'.repeat(100)]
  expect(termsOf(words.join(' '))).toEqual(['relat', 'photosynthesis', 'x'.repeat(64)])
  expect(words.flatMap(termsOf)).toEqual(termsOf(words.join(' ')))
})
