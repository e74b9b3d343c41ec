/** One line of a text, without its line break. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** @param from where the first line begins */
export function* linesOf(text: string, from = 0): Generator<Line> {
  let start = from
  while (start < text.length) {
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed + 1
    let end = feed === -1 ? text.length : feed
    if (text[end - 1] === '\r') end -= 1
    yield { start, end: Math.max(start, end), text: text.slice(start, Math.max(start, end)) }
    start = next
  }
}
