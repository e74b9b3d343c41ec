import type { DocumentPart, Place, PlaceUnit } from '@tutor/protocol'

/** Text between two blank lines, and where it stands. */
export interface TextBlock {
  /** UTF-16 code units of the document's text, as in a citation. */
  readonly start: number
  readonly text: string
  readonly place: number
  /** The pages, slides or chapters that begin since the block before, empty ones included. */
  readonly begun: readonly number[]
}

/** Parts that are kept at a time. The one that is farthest from where the learner reads goes when another one comes. */
const mostParts = 6

const block = /[^\n](?:[^\n]|\n(?![ \t\r]*\n))*/g

/** What the reader has of a document: parts that follow each other. Never changes. */
export class DocumentWindow {
  readonly #parts: readonly [DocumentPart, ...DocumentPart[]]
  readonly unit: PlaceUnit
  readonly blocks: readonly TextBlock[]

  constructor(...parts: readonly [DocumentPart, ...DocumentPart[]]) {
    this.#parts = parts
    const [first] = parts
    const [[unit, number]] = entriesOf(first.place)
    this.unit = unit
    const text = parts.map((part) => part.text).join('')
    const breaks = parts.flatMap((part, index) => [...breaksBetween(parts[index - 1], part), ...part.breaks])
    this.blocks = [...blocksOf({ start: first.start, text, place: number, breaks, unit })]
  }

  get start(): number {
    return this.#parts[0].start
  }

  get end(): number {
    const { start, text } = this.#parts.at(-1)!
    return start + text.length
  }

  /** Of the whole document. */
  get length(): number {
    return this.#parts[0].length
  }

  holds(offset: number): boolean {
    return offset >= this.start && offset <= this.end
  }

  /** @param part ends where the window begins */
  withBefore(part: DocumentPart): DocumentWindow {
    return new DocumentWindow(part, ...this.#parts.slice(0, mostParts - 1))
  }

  /** @param part begins where the window ends */
  withAfter(part: DocumentPart): DocumentWindow {
    const [first, ...others] = [...this.#parts, part].slice(-mostParts) as [DocumentPart, ...DocumentPart[]]
    return new DocumentWindow(first, ...others)
  }

  /** @returns where the quote stands: at its span, or else nearest to it, since a later version may read a document otherwise */
  find(quote: string, at: number): number | undefined {
    const text = this.#parts.map((part) => part.text).join('')
    if (text.startsWith(quote, at - this.start)) return at
    const before = text.lastIndexOf(quote, at - this.start)
    const after = text.indexOf(quote, Math.max(0, at - this.start))
    const found = [before, after].filter((index) => index >= 0).toSorted((a, b) => Math.abs(a + this.start - at) - Math.abs(b + this.start - at))
    return found[0] === undefined ? undefined : found[0] + this.start
  }
}

/** Whether a sheet of its own begins with each place. */
export function isSheet(unit: PlaceUnit): boolean {
  return unit === 'page' || unit === 'slide' || unit === 'chapter'
}

/** Places that begin right where a part does are not among its breaks, and not among those of the part before. */
function breaksBetween(before: DocumentPart | undefined, part: DocumentPart): number[] {
  const told = before ? numberOf(before.place) + before.breaks.length : numberOf(part.place)
  return Array.from({ length: numberOf(part.place) - told }, () => part.start)
}

interface PlacedText {
  readonly start: number
  readonly text: string
  /** Number of the place in which it begins. */
  readonly place: number
  readonly breaks: readonly number[]
  readonly unit: PlaceUnit
}

function* blocksOf({ start, text, place, breaks, unit }: PlacedText): Generator<TextBlock> {
  const isApart = isSheet(unit)
  const edges = isApart ? [start, ...breaks, start + text.length] : [start, start + text.length]
  let passed = 0
  let begun = isApart ? [place] : []
  for (let index = 1; index < edges.length; index++) {
    const from = edges[index - 1]!
    if (isApart && index > 1) begun.push(place + index - 1)
    for (const match of text.slice(from - start, edges[index]! - start).matchAll(block)) {
      if (match[0].trim() === '') continue
      const at = from + match.index
      while (passed < breaks.length && breaks[passed]! <= at) passed += 1
      yield { start: at, text: unit === 'page' ? flowing(match[0]) : match[0], place: place + passed, begun }
      begun = []
    }
  }
}

function entriesOf(place: Place): [[PlaceUnit, number]] {
  return Object.entries(place) as [[PlaceUnit, number]]
}

function numberOf(place: Place): number {
  return entriesOf(place)[0][1]
}

const bullet = /^\s*(?:[•·▪‣*–-]|\d+[.)])\s/

/**
 * The lines of a page as one, where they end because the page does: a short line ends for a reason, and an item of a list begins
 * one. Rows of numbers and programs stay as they are.
 */
function flowing(text: string): string {
  const words = text.replace(/[^\p{L}\s]/gu, '')
  if (words.length < 0.85 * text.length) return text
  const lines = text.split('\n')
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0)
  return lines.reduce((all, line, index) => all + (lines[index - 1]!.length > 0.6 * longest && !bullet.test(line) ? ' ' : '\n') + line)
}
