/** A sentence of a document's text. */
export interface TextSentence {
  /** Offsets in UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
  /** Its words with one space between them. */
  readonly text: string
}

const shortestSentence = 15
const longestSentence = 400
/** A line as long as this that ends without a stop goes on in the next: it was wrapped. */
const wrappedFrom = 40
const heading = /^\s*(?:#|[-*+|>]\s|\d+[.)]\s)/

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Sentences that end as such, in their order; headings, tables and what is cut off are none. Takes time in proportion to the text. */
export function* textSentences(text: string): Generator<TextSentence> {
  for (const paragraph of paragraphs(text)) {
    // Before it is segmented, which takes long for a text of very many lines.
    if (paragraph.text.length < shortestSentence || !/[.!?]/.test(paragraph.text)) continue
    for (const { segment, index } of segmenter.segment(paragraph.text)) {
      const words = segment.trim()
      if (words.length > longestSentence || !/[.!?]["”’)]?$/.test(words)) continue
      const start = paragraph.start + index + (segment.length - segment.trimStart().length)
      yield { start, end: start + words.length, text: words.replace(/\s+/g, ' ') }
    }
  }
}

/** Lines, put together where they were wrapped; every line break is one space there, so that offsets stay. */
function* paragraphs(text: string): Generator<{ readonly start: number; readonly text: string }> {
  let start = 0
  let lines: string[] = []
  for (const line of text.split('\n')) {
    const last = lines.at(-1)
    if (last !== undefined && !goesOn(last, line)) {
      const paragraph = lines.join(' ')
      yield { start, text: paragraph }
      start += paragraph.length + 1
      lines = []
    }
    lines.push(line)
  }
  yield { start, text: lines.join(' ') }
}

function goesOn(line: string, next: string): boolean {
  return line.trimEnd().length >= wrappedFrom && next.trim() !== '' && !heading.test(line.slice(0, 20)) && !heading.test(next.slice(0, 20))
}
