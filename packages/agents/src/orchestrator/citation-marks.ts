import type { Citation } from '@tutor/protocol'

const longestMark = '[999]'.length

/**
 * Lets an answer's text through and keeps its marks honest: `[2]` stays where passage 2 is verified and goes where it
 * is not. A mark may be split over deltas, so an open bracket is held back until it closes.
 */
export class CitationMarks {
  readonly #lookUp: (mark: number) => Citation | undefined
  readonly #used = new Map<number, Citation>()
  #held = ''

  constructor(lookUp: (mark: number) => Citation | undefined) {
    this.#lookUp = lookUp
  }

  /** @returns the text that may be shown now */
  push(delta: string): string {
    const text = (this.#held + delta).replace(/ ?\[(\d{1,3})\]/g, (mark, digits: string) => this.#keep(mark, Number(digits)))
    const open = this.#openMark(text)
    this.#held = text.slice(open)
    return text.slice(0, open)
  }

  /** @returns what was held back, at the end of the answer */
  flush(): string {
    const rest = this.#held
    this.#held = ''
    return rest
  }

  /** The verified citations of the text so far, in the order of their first mark. */
  get used(): readonly Citation[] {
    return [...this.#used.values()]
  }

  #keep(mark: string, number: number): string {
    const citation = this.#lookUp(number)
    if (!citation) return ''
    this.#used.set(number, citation)
    return mark
  }

  /** Where a mark begins that the next delta may complete; the text's length if there is none. */
  #openMark(text: string): number {
    const tail = text.slice(-longestMark)
    const match = / ?\[\d{0,3}$| $/.exec(tail)
    return match ? text.length - tail.length + match.index : text.length
  }
}
