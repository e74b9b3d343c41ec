import type { ParsedText } from './parse/parsed-text.ts'
import { lastAtOrBefore } from './places.ts'
import { sentencesOf, type Span } from './search/sentences.ts'

/** A span of a text that is found as a whole: some paragraphs of one section on one page, slide or in one chapter. */
export interface Chunk extends Span {
  /** Index of the section it belongs to. */
  readonly section: number
}

const target = 800
const longest = 1_600
const blankLine = /\n[ \t\r]*\n/g

/** Parts a text into chunks that overlap nowhere and cross neither a heading nor the end of a page, slide or chapter. */
export function* chunksOf({ text, places, headings }: ParsedText): Generator<Chunk> {
  const sectionStarts = headings.map((heading) => heading.start)
  const cuts = places.apart ? [...sectionStarts, ...places.starts] : sectionStarts
  const starts = [...new Set([0, ...cuts])].toSorted((a, b) => a - b)
  for (const [index, start] of starts.entries()) {
    const region = { start, end: starts[index + 1] ?? text.length }
    const section = Math.max(0, lastAtOrBefore(sectionStarts, start))
    for (const span of joined(text, region)) yield { ...span, section }
  }
}

/** Paragraphs of a region, short ones put together, long ones cut. */
function* joined(text: string, region: Span): Generator<Span> {
  let open: Span | undefined
  for (const paragraph of paragraphs(text, region)) {
    if (open && paragraph.end - open.start <= target) {
      open = { start: open.start, end: paragraph.end }
      continue
    }
    if (open) yield open
    open = paragraph
  }
  if (open) yield open
}

function* paragraphs(text: string, region: Span): Generator<Span> {
  let start = region.start
  for (const { index } of text.slice(region.start, region.end).matchAll(blankLine)) {
    yield* pieces(text, { start, end: region.start + index })
    start = region.start + index
  }
  yield* pieces(text, { start, end: region.end })
}

function* pieces(text: string, paragraph: Span): Generator<Span> {
  let rest = trimmed(text, paragraph)
  while (rest.end - rest.start > longest) {
    const cut = lastSentenceEnd(text, { start: rest.start, end: rest.start + longest })
    yield trimmed(text, { start: rest.start, end: cut })
    rest = trimmed(text, { start: cut, end: rest.end })
  }
  if (rest.end > rest.start) yield rest
}

/** Where to cut a window that is full of text: behind its last whole sentence, else its last word or character. */
function lastSentenceEnd(text: string, window: Span): number {
  const starts = Array.from(sentencesOf(text, window), (sentence) => sentence.start)
  const last = starts.at(-1)
  if (last !== undefined && last > window.start + target / 2) return last
  const space = text.slice(window.start, window.end).search(/\s\S*$/u)
  if (space > 0) return window.start + space
  return isLowSurrogate(text.charCodeAt(window.end)) ? window.end - 1 : window.end
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

function trimmed(text: string, { start, end }: Span): Span {
  const content = text.slice(start, end)
  const lead = content.length - content.trimStart().length
  return { start: start + lead, end: Math.max(start + lead, start + content.trimEnd().length) }
}
