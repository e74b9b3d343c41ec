import { bounds } from '../bounds.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { opening, shortTitle } from './title.ts'

/** A line of the table of contents that a PDF brings along for its reader's side panel. */
export interface Bookmark {
  readonly title: string
  /** Counted from 0. */
  readonly page: number
}

/** One is the name of the whole document, or where its reader stopped; from two on they are an outline. */
const fewest = 2

/** Characters of a page in which a bookmark's words are looked for. */
const searched = 20_000

const syntax = /[\\^$.*+?()[\]{}|/]/g

/**
 * The text with the bookmarks as its headings, where there are some: what its author named, and not what is guessed from
 * larger print. A bookmark begins at the line that has its words, or at the top of its page.
 */
export function bookmarked(parsed: ParsedText, bookmarks: readonly Bookmark[]): ParsedText {
  const headings = bookmarks.flatMap((bookmark) => headingAt(parsed, bookmark) ?? []).toSorted((a, b) => a.start - b.start)
  if (headings.length < fewest) return parsed
  const before = parsed.text.slice(0, headings[0]!.start)
  if (before.trim() !== '') headings.unshift({ title: opening(before), start: 0, end: 0 })
  return { ...parsed, headings: headings.slice(0, bounds.sections) }
}

function headingAt({ text, places }: ParsedText, { title: words, page }: Bookmark): Heading | undefined {
  const title = shortTitle(words)
  const start = places.starts[page]
  if (start === undefined || !/[\p{L}\p{N}]/u.test(title)) return undefined
  const onPage = text.slice(start, places.starts[page + 1]).slice(0, searched)
  const found = asLine(title).exec(onPage)
  return found ? { title, start: start + found.index, end: start + found.index + found[0].length } : { title, start, end: start }
}

/** A line, or lines, that begin with the title however it is spaced there. */
function asLine(title: string): RegExp {
  const words = title.replace(/…$/u, '').split(' ')
  return new RegExp(`^${words.map((word) => word.replace(syntax, '\\$&')).join('\\s+')}[^\\n]*`, 'imu')
}
