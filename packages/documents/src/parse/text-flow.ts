import { TutorError, type PlaceUnit } from '@tutor/protocol'
import { bounds, tooMuchText } from '../bounds.ts'
import { Places } from '../places.ts'
import type { Heading, ParsedText } from './parsed-text.ts'
import { opening, shortTitle } from './title.ts'

/** How a block of text stands among the others. */
export interface BlockStyle {
  readonly heading?: boolean
  /** Right below the block before it, without a blank line: an item of a list, a row of a table. */
  readonly close?: boolean
}

/** Puts blocks of text (paragraphs, headings, items of lists, rows of tables) into one text, and keeps where they stand. */
export class TextFlow {
  readonly #unit: PlaceUnit
  readonly #parts: string[] = []
  readonly #starts: number[] = []
  readonly #headings: Heading[] = []
  #length = 0
  #words = false
  #title: string | undefined
  #begins = true

  /** @param unit of the places that {@link beginPlace} begins; lines begin by themselves */
  constructor(unit: PlaceUnit) {
    this.#unit = unit
  }

  /** A page, slide, chapter or paragraph begins with the next block. */
  beginPlace(): void {
    this.#begins = true
  }

  /** A place with nothing on it. */
  addEmptyPlace(): void {
    this.#separate('\n\n')
    this.#starts.push(this.#length)
    this.#parts.push('')
    this.#begins = false
  }

  /** Names the part that begins with the next block, unless that is a heading. */
  entitle(title: string | undefined): void {
    this.#title = title
  }

  /** @throws TutorError `document_too_large` */
  add(block: string, { heading = false, close = false }: BlockStyle = {}): void {
    const text = cleaned(block)
    if (text === '') return
    this.#separate(close ? '\n' : '\n\n')
    const start = this.#length
    this.#parts.push(text)
    this.#length += text.length
    if (this.#length > bounds.characters) throw tooMuchText()
    this.#words ||= /[\p{L}\p{N}]/u.test(text)
    this.#begin(text, start, heading)
  }

  /** @throws TutorError `document_without_text` */
  finish(): ParsedText {
    if (!this.#words) throw new TutorError('document_without_text')
    const text = this.#parts.join('')
    const places = this.#unit === 'line' ? Places.lines(text) : new Places(this.#unit, this.#starts)
    return { text, places, headings: this.#headings }
  }

  #separate(lineEnds: string): void {
    if (this.#parts.length === 0) return
    this.#parts.push(lineEnds)
    this.#length += lineEnds.length
  }

  /** Keeps what begins with a block: a place, a part of the outline. */
  #begin(text: string, start: number, heading: boolean): void {
    const opens = this.#headings.length === 0 || (this.#begins && this.#unit !== 'paragraph')
    const title = heading ? text : (this.#title ?? (opens ? opening(text.replace(/^[•|] /, '')) : undefined))
    if (title !== undefined && this.#headings.length < bounds.sections) {
      this.#headings.push({ title: shortTitle(title), start, end: heading ? start + text.length : start })
    }
    if (this.#begins) this.#starts.push(start)
    this.#title = undefined
    this.#begins = false
  }
}

/** A row of a table on one line. */
export function rowOf(cells: readonly string[]): string {
  const words = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim())
  return words.some((cell) => cell !== '') ? `| ${words.join(' | ')}` : ''
}

export const bullet = '• '

// Control characters but tabs and line ends, and marks that show nothing and stand within words.
const invisible = /(?![\t\n])\p{Cc}|[\u00AD\u200B\uFEFF]/gu

function cleaned(block: string): string {
  return block.toWellFormed().replace(invisible, '').replaceAll('\u00A0', ' ').trim()
}
