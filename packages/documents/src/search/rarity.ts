import { readFileSync } from 'node:fs'

/** How often a term comes in a million words of English, as far as it is one of the 5,000 that come most. */
let perMillion: ReadonlyMap<string, number> | undefined

/** What is rarer tells more of what a question is about: 0.3 for words as common as `make` to 1 for those that hardly ever come. */
export function rarity(term: string): number {
  perMillion ??= read()
  const often = perMillion.get(term)
  if (often === undefined) return 1
  return Math.min(1, Math.max(0.3, 1.15 - 0.28 * Math.log10(often + 1)))
}

function read(): ReadonlyMap<string, number> {
  const lines = readFileSync(new URL('common-words.txt', import.meta.url), 'utf8').trimEnd().split('\n')
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), Number(line.slice(line.indexOf(' ') + 1))]))
}

/** Whether two terms are of one word though their stems differ: `tidal` and `tide` are not, `crystal` and `crystallis` are. */
export function isRelated(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length)
  if (shorter < 4) return false
  let common = 0
  while (common < shorter && one[common] === other[common]) common++
  return common >= 4 && common >= shorter - 1 && common >= Math.max(one.length, other.length) * 0.55
}

