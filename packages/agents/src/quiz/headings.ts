import type { Section } from '@tutor/protocol'

/** What may stand before a heading on its line: marks, its number. */
const beforeHeading = /^[\s#\d.)]{0,20}$/

/** Where the headings of a document stand in its text. */
export class Headings {
  readonly #placed: readonly { readonly title: string; readonly at: number }[]

  constructor(text: string, sections: readonly Section[]) {
    let from = 0
    this.#placed = sections.flatMap(({ title }) => {
      const at = headingAt(text, title, from)
      if (at < 0) return []
      from = at + title.length
      return [{ title, at }]
    })
  }

  /** The last one before a place. */
  above(at: number): string | undefined {
    return this.#placed.findLast((each) => each.at <= at)?.title
  }
}

function headingAt(text: string, title: string, from: number): number {
  let at = title === '' ? -1 : text.indexOf(title, from)
  while (at >= 0 && !beforeHeading.test(text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 21), at))) at = text.indexOf(title, at + 1)
  return at
}
