import { bounds } from '../bounds.ts'
import { linedText } from './lined-text.ts'
import { linesOf, type Line } from './lines.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { shortTitle } from './title.ts'

// How a plain text sets a heading off: short, and not ended like a sentence or a list's lead-in.
const headingLike = /^[\p{Lu}\p{Lo}\p{N}].{0,78}[\p{L}\p{M}\p{N})]$/u

/**
 * A line that stands alone between blank lines, short and without a full stop, counts as a heading. Since that is only
 * a guess, it stays a part of the text that can be quoted.
 */
export function parsePlainText(text: string): ParsedText {
  const headings: Heading[] = []
  let before: Line | undefined
  let candidate: Line | undefined
  for (const line of linesOf(text)) {
    const blank = line.text.trim() === ''
    if (blank && candidate && headings.length < bounds.sections) {
      headings.push({ title: shortTitle(candidate.text), start: candidate.start, end: candidate.start })
    }
    const alone = before === undefined || before.text.trim() === ''
    candidate = alone && headingLike.test(line.text) ? line : undefined
    before = line
  }
  return linedText(text, headings)
}
