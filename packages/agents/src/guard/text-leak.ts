import { isAll, pointsAhead, pointsBack, saysWhatWasAsked, type LeakTest } from './leak-test.ts'
import type { Shown, Statement } from './statement.ts'

/** Words of which nobody can tell whether an answer is meant. */
const ordinary = new Set('yes no true false both none all always never sometimes some many more less same different left right up down'.split(' '))

const isAhead = /\b(?:it|that|this|word|term|name|called|statement|claim|process|one)(?:'s| is| are| must be| would be| means)?(?: (?:just|simply|called|named|known as|the|a|an))*["'“(:\s]*$/

/** A leak of words is any accepted wording of them that was not shown; of ordinary words only where they are called the answer. */
export function textLeak(accepted: readonly string[]): LeakTest {
  const wordings = accepted.map(words).filter((each) => each !== '')
  return (said, shown) => wordings.some((wording) => tells(wording, said, shown))
}

function tells(wording: string, said: Statement, shown: Shown): boolean {
  const spoken = words(said.raw)
  if (isSpelt(wording, said.raw)) return true
  const plural = wording.length > 3 ? '(?:e?s)?' : ''
  const match = new RegExp(`(?<![\\p{L}\\p{N}])${escape(wording)}${plural}(?![\\p{L}\\p{N}])`, 'u').exec(spoken)
  if (!match) return false
  const known = (wording.length < 3 && !/\p{L}\d/u.test(wording)) || ordinary.has(wording) || words(shown.text).includes(wording)
  if (!known) return true
  const before = spoken.slice(0, match.index)
  const after = spoken.slice(match.index + match[0].length)
  return pointsAhead.test(before) || saysWhatWasAsked(before, shown) || pointsBack.test(after) || isAll({ ...said, plain: spoken }, wording) || (ordinary.has(wording) && isAhead.test(before))
}

/** `m-i-t-o-s-i-s`, also with dots or spaces. */
function isSpelt(wording: string, raw: string): boolean {
  const letters = raw.toLowerCase().match(/\b\p{L}(?:[-.,· ]{1,2}\p{L}\b){2,}/gu) ?? []
  return letters.some((each) => each.replace(/[^\p{L}]/gu, '').includes(wording.replaceAll(' ', '')))
}

/** Lower case, without accents, marks and articles. */
export function words(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}'.,:!?-]+/gu, ' ').replace(/[.,:!?]+(?=\s|$)/g, (mark) => mark[0] ?? '').trim()
}

export function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
