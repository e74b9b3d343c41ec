import type { Attributes } from '../markup.ts'

/** The parts of a paragraph's text, in order. */
type Pieces = string[]

interface Group {
  readonly element: string
  /** Where in the pieces its opening bracket stands or would stand. */
  readonly at: number
  closing: string
}

const groups = new Set(['num', 'den', 'sup', 'sub', 'd', 'rad'])
const signs: Readonly<Record<string, string>> = { den: '/', sup: '^', sub: '_', rad: '√' }

/** Writes the formulas of Office documents on one line: `(a+b)/2`, `x^2`, `√(y)`. */
export class Formula {
  readonly #pieces: Pieces
  readonly #open: Group[] = []

  /** @param pieces of the paragraph that the formula stands in */
  constructor(pieces: Pieces) {
    this.#pieces = pieces
  }

  open(element: string, attributes: Attributes): void {
    const group = this.#open.at(-1)
    const value = attributes['m:val']
    if (element === 'begChr' && group?.element === 'd') this.#pieces[group.at] = value ?? ''
    if (element === 'endChr' && group?.element === 'd') group.closing = value ?? ''
    if (element === 'chr' && value !== undefined) this.#pieces.push(value)
    if (!groups.has(element)) return
    this.#pieces.push(signs[element] ?? '')
    const at = this.#pieces.push(element === 'd' ? '(' : '') - 1
    this.#open.push({ element, at, closing: ')' })
  }

  close(element: string): void {
    const group = this.#open.at(-1)
    if (group?.element !== element) return
    this.#open.pop()
    if (element === 'd') {
      this.#pieces.push(group.closing)
      return
    }
    if (!isLong(this.#pieces, group.at + 1)) return
    this.#pieces[group.at] = '('
    this.#pieces.push(')')
  }
}

/** Whether more than one character stands there. */
function isLong(pieces: Pieces, from: number): boolean {
  let length = 0
  for (let at = from; at < pieces.length; at += 1) {
    length += pieces[at]!.length
    if (length > 1) return true
  }
  return false
}
