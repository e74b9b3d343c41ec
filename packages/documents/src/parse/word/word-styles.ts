import { bounds, tooManyParts } from '../../bounds.ts'
import type { Attributes, MarkupHandler } from '../markup.ts'

/** What the style of a paragraph makes of it. */
export interface WordStyle {
  readonly heading: boolean
  readonly list: boolean
  /** A line of a table of contents, which only repeats headings. */
  readonly contents: boolean
}

interface StyleEntry {
  name: string
  basedOn: string | undefined
  level: number | undefined
  list: boolean
}

/** An outline level below this is a heading; the one at it is said of body text. */
export const bodyLevel = 9
const plain: WordStyle = { heading: false, list: false, contents: false }
const longestChain = 32

/**
 * The styles of a Word document. Their ids are translated (`Überschrift1` is `berschrift1`), so a heading is known by the
 * outline level of its style, by that of a style it is based on, or by the names that stay English in every language.
 */
export class WordStyles implements MarkupHandler {
  readonly #entries = new Map<string, StyleEntry>()
  readonly #resolved = new Map<string, WordStyle>()
  #entry: StyleEntry | undefined

  open(element: string, attributes: Attributes): void {
    if (element === 'style') this.#begin(attributes)
    const value = attributes['w:val']
    if (!this.#entry) return
    if (element === 'name') this.#entry.name = value?.toLowerCase() ?? ''
    if (element === 'basedOn') this.#entry.basedOn = value
    if (element === 'outlineLvl') this.#entry.level = Number(value)
    if (element === 'numPr') this.#entry.list = true
  }

  close(element: string): void {
    if (element === 'style') this.#entry = undefined
  }

  text(): void {}

  /** @param id of the paragraph's style */
  style(id: string | undefined): WordStyle {
    if (id === undefined) return plain
    const known = this.#resolved.get(id)
    if (known) return known
    const style = this.#resolve(id)
    this.#resolved.set(id, style)
    return style
  }

  #begin(attributes: Attributes): void {
    const id = attributes['w:styleId']
    this.#entry = { name: '', basedOn: undefined, level: undefined, list: false }
    if (this.#entries.size > bounds.members) throw tooManyParts()
    if (id !== undefined) this.#entries.set(id, this.#entry)
  }

  #resolve(id: string): WordStyle {
    let level: number | undefined
    let { list, contents } = plain
    let entry = this.#entries.get(id) ?? { name: id.toLowerCase(), basedOn: undefined, level: undefined, list: false }
    // Styles of a damaged document may be based on one another in a circle.
    for (let step = 0; step < longestChain; step += 1) {
      level ??= entry.level ?? (/^(?:heading ?[1-9]|title)$/.test(entry.name) ? 0 : undefined)
      list ||= entry.list
      contents ||= /^toc ?[1-9]$/.test(entry.name)
      const base = entry.basedOn === undefined ? undefined : this.#entries.get(entry.basedOn)
      if (!base) break
      entry = base
    }
    return { heading: level !== undefined && level < bodyLevel, list, contents }
  }
}
