import { Places } from '../places.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { opening } from './title.ts'

/** A text whose places are lines. What stands between `from` and the first heading shows with its first words. */
export function linedText(text: string, headings: readonly Heading[], from = 0): ParsedText {
  const before = text.slice(from, headings[0]?.start ?? text.length)
  const start = from + before.length - before.trimStart().length
  const first = before.trim() === '' ? [] : [{ title: opening(before), start, end: start }]
  return { text, places: Places.lines(text), headings: [...first, ...headings] }
}
