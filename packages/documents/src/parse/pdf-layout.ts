import { bounds } from '../bounds.ts'
import { Places } from '../places.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { opening, shortTitle } from './title.ts'

/** A line as it is printed on a page. */
export interface PrintedLine {
  readonly text: string
  /** Height of its letters, in points. */
  readonly size: number
  /** Distance of its baseline from the bottom of the page, in points. */
  readonly baseline: number
}

const headingRatio = 1.15
const paragraphGap = 1.7
// The dots of a table of contents, between a title and its page.
const leader = /(?:\.\s?){4}/

/** Puts the lines of all pages into one text: paragraphs and pages end with a blank line, larger print is a heading. */
export function layOut(pages: readonly (readonly PrintedLine[])[]): ParsedText {
  const bodySize = commonSize(pages)
  const parts: string[] = []
  const starts: number[] = []
  const headings: Heading[] = []
  let offset = 0
  for (const page of pages) {
    const set = setPage(page, bodySize)
    // The top of a page that has a heading further down goes on with the section of the page before it.
    const opens = set.headings.length === 0 || (headings.length === 0 && set.headings[0]?.start !== 0)
    const top = set.text.slice(0, set.headings[0]?.start)
    if (opens && top !== '') set.headings.unshift({ title: opening(top), start: 0, end: 0 })
    starts.push(offset)
    for (const { title, start, end } of set.headings.slice(0, bounds.sections - headings.length)) {
      headings.push({ title, start: start + offset, end: end + offset })
    }
    // Every page takes part in the text, if only by its blank line, so that no two pages begin at one offset.
    parts.push(set.text, '\n\n')
    offset += set.text.length + 2
  }
  return { text: parts.join(''), places: new Places('page', starts), headings }
}

function setPage(lines: readonly PrintedLine[], bodySize: number): { text: string; headings: Heading[] } {
  const headings: Heading[] = []
  let text = ''
  let before: PrintedLine | undefined
  for (const line of lines) {
    const joined = before !== undefined && continues(before, line)
    if (before) text += joined ? '\n' : '\n\n'
    if (isHeading(line, bodySize)) {
      const start = joined ? (headings.pop()?.start ?? text.length) : text.length
      const end = text.length + line.text.length
      headings.push({ title: shortTitle(`${text.slice(start)}${line.text}`), start, end })
    }
    text += line.text
    before = line
  }
  return { text, headings }
}

function isHeading(line: PrintedLine, bodySize: number): boolean {
  if (line.size < bodySize * headingRatio || line.text.length > bounds.titleLength) return false
  return /\p{L}/u.test(line.text) && !leader.test(line.text)
}

/** Whether a line belongs to the paragraph of the line before it: same print, close below. */
function continues(before: PrintedLine, line: PrintedLine): boolean {
  const size = Math.max(before.size, line.size, 1)
  const drop = before.baseline - line.baseline
  const samePrint = Math.max(before.size, line.size) < Math.min(before.size, line.size) * headingRatio
  return samePrint && drop <= size * paragraphGap && drop >= -size
}

/** The size most characters are printed in. */
function commonSize(pages: readonly (readonly PrintedLine[])[]): number {
  const characters = new Map<number, number>()
  for (const line of pages.flat()) {
    const size = Math.round(line.size * 2) / 2
    characters.set(size, (characters.get(size) ?? 0) + line.text.length)
  }
  let common = 0
  for (const [size, count] of characters) if (count > (characters.get(common) ?? 0)) common = size
  return common
}
