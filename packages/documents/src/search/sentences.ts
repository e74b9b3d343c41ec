/** A span of a text, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
// A line break within a sentence: not before a blank line, a list item, a table row or a quotation.
const softBreak = /\r?\n(?![ \t]*(?:\r?\n|[-*+•|>#]|\d+[.)][ \t]))/g
const leadingMark = /^(?:[-*+•>|]|#{1,6}|\d{1,3}[.)])\s+/u

/** The sentences of a part of a text, without the white space and the list marks around them. */
export function* sentencesOf(text: string, part: Span): Generator<Span> {
  // Every replacement is as long as what it replaces, so that positions hold.
  const prose = text.slice(part.start, part.end).replace(softBreak, (lineEnd) => ' '.repeat(lineEnd.length))
  for (const { segment, index } of segmenter.segment(prose)) {
    const unindented = segment.trimStart()
    const lead = segment.length - unindented.length + (leadingMark.exec(unindented)?.[0].length ?? 0)
    const start = part.start + index + lead
    const end = part.start + index + segment.trimEnd().length
    if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) yield { start, end }
  }
}
