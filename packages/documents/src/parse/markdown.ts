import { bounds } from '../bounds.ts'
import { linedText } from './lined-text.ts'
import { linesOf, type Line } from './lines.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { shortTitle } from './title.ts'

const atx = /^ {0,3}#{1,6}(?:[ \t]+(.*))?$/s
const closingHashes = /(?:^|[ \t])#+[ \t]*$/
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/
const fence = /^ {0,3}(`{3,}|~{3,})/
const frontMatter = /^---[ \t]*\r?\n(?:(?!---|\.\.\.).*\r?\n){0,200}(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
const link = /!?\[([^\][]*)\]\([^()]*\)/g
// Stars, backticks, backslashes before punctuation, and underscores but within a word.
const inlineMark = /[*`]|\\(?=[^\p{L}\p{N}\s])|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu
// A line that starts a block of its own or hangs in one: never the text of an underlined heading.
const noParagraph = /^(?: {4}|\t|[ \t]*$|[ \t]*(?:[-*+>|]|\d+[.)]) )/

/**
 * Markdown stays as it is written, so that every quote is a span of it; only its headings are read.
 *
 * Headings are read line by line and not with micromark: that needs 35 s for 1 MB of `# a` lines and 73 s for 80 KB of
 * `*a_`, in a thread that other sessions share.
 */
export function parseMarkdown(text: string): ParsedText {
  const from = frontMatter.exec(text)?.[0].length ?? 0
  const headings: Heading[] = []
  for (const heading of headingsOf(text, from)) {
    if (headings.length === bounds.sections) break
    headings.push(heading)
  }
  return linedText(text, headings, from)
}

function* headingsOf(text: string, from: number): Generator<Heading> {
  let open: string | undefined
  let before: Line | undefined
  for (const line of linesOf(text, from)) {
    const mark = fence.exec(line.text)?.[1]
    if (open !== undefined) {
      if (closes(line.text, open)) open = undefined
      before = undefined
      continue
    }
    open = mark
    const heading = mark === undefined ? headingAt(line, before) : undefined
    if (heading) yield heading
    before = heading || mark !== undefined || noParagraph.test(line.text) ? undefined : line
  }
}

function headingAt(line: Line, before: Line | undefined): Heading | undefined {
  const marked = atx.exec(line.text)
  if (marked) return named((marked[1] ?? '').replace(closingHashes, ''), line.start, line.end)
  if (before && underline.test(line.text)) return named(before.text, before.start, line.end)
  return undefined
}

function named(source: string, start: number, end: number): Heading | undefined {
  const title = shortTitle(withoutMarkup(source.slice(0, bounds.titleLength * 2)))
  return title === '' ? undefined : { title, start, end }
}

function withoutMarkup(source: string): string {
  return source.replace(link, '$1').replace(inlineMark, '')
}

function closes(line: string, open: string): boolean {
  const mark = fence.exec(line)?.[1]
  return mark !== undefined && mark[0] === open[0] && mark.length >= open.length && line.trim() === mark
}
