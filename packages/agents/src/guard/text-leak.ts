import { isAll, pointsAhead, pointsBack, saysWhatWasAsked, type LeakTest } from './leak-test.ts'
import type { Shown, Statement } from './statement.ts'

/** Words of which nobody can tell whether an answer is meant. */
const ordinary = new Set('yes no true false both none all always never sometimes some many more less same different left right up down'.split(' '))

const isAhead = /\b(?:it|that|this|word|term|name|called|statement|claim|process|one)(?:'s| is| are| must be| would be| means)?(?: (?:just|simply|called|named|known as|the|a|an))*["'“(:\s]*$/

const article = /^(?:the|an?) (?=\p{L})/u

/** A leak of words is any accepted wording of them that was not shown; of ordinary words only where they are called the answer. */
export function textLeak(accepted: readonly string[]): LeakTest {
  const wordings = [...accepted, ...accepted.flatMap(surname)].map((each) => words(each).replace(article, '')).filter((each) => each !== '')
  return (said, shown) => wordings.some((wording) => tells(wording, said, shown))
}

/** The last part of a name of several. */
function surname(text: string): readonly string[] {
  const name = /^(?:\p{Lu}\p{L}+\.? )(?:[\p{L}.]+ )*(\p{Lu}\p{L}{3,})$/u.exec(text)?.[1]
  return name !== undefined && !article.test(text.toLowerCase()) ? [name] : []
}

function tells(wording: string, said: Statement, shown: Shown): boolean {
  const spoken = words(said.raw)
  if (isSpelt(wording, said.raw)) return true
  const match = new RegExp(`(?<![\\p{L}\\p{N}])${formsOf(wording)}(?![\\p{L}\\p{N}])`, 'u').exec(spoken)
  if (!match) return false
  const known = (wording.length < 3 && !/\p{L}\d/u.test(wording)) || ordinary.has(wording) || words(shown.text).includes(wording)
  if (!known) return true
  const before = spoken.slice(0, match.index)
  const after = spoken.slice(match.index + match[0].length)
  return pointsAhead.test(before) || saysWhatWasAsked(before, shown) || pointsBack.test(after) || isAll({ ...said, plain: spoken }, wording) || (ordinary.has(wording) && isAhead.test(before))
}

/** How words change in the plural, Greek and Latin ones too. */
const plurals: readonly (readonly [RegExp, string])[] = [
  [/(?:on|um)$/, 'a'],
  [/us$/, 'i'],
  [/is$/, 'es'],
  [/y$/, 'ies'],
  [/a$/, 'ae'],
]

/** A pattern for a wording and its plurals. */
function formsOf(wording: string): string {
  if (wording.length <= 3) return escape(wording)
  const others = plurals.flatMap(([end, plural]) => (end.test(wording) ? [escape(wording.replace(end, plural))] : []))
  return `(?:${[`${escape(wording)}(?:e?s)?`, ...others].join('|')})`
}

/** `m-i-t-o-s-i-s`, also with dots or spaces. */
function isSpelt(wording: string, raw: string): boolean {
  const letters = raw.toLowerCase().match(/\b\p{L}(?:[-.,· ]{1,2}\p{L}\b){2,}/gu) ?? []
  return letters.some((each) => each.replace(/[^\p{L}]/gu, '').includes(wording.replaceAll(' ', '')))
}

/** Lower case, without accents and most marks. */
export function words(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}'.,:!?-]+/gu, ' ').replace(/[.,:!?]+(?=\s|$)/g, (mark) => mark[0] ?? '').trim()
}

export function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
