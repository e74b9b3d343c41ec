import type { Places } from '../places.ts'

/** A heading in a text, or the first words of a part that has none. */
export interface Heading {
  readonly title: string
  /** Where the part begins. */
  readonly start: number
  /** Where the heading's own line ends and the part's text begins: `start` for a part without a heading. */
  readonly end: number
}

/** A document as text with positions. All offsets are UTF-16 code units of `text`. */
export interface ParsedText {
  readonly text: string
  readonly places: Places
  /** In the order of the text. */
  readonly headings: readonly Heading[]
}
