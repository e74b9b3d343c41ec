import type { Attributes } from './markup.ts'
import { bullet } from './text-flow.ts'

/** What stands in front of a block, and whether it follows right below the one before. */
interface BlockLead {
  readonly mark: string
  readonly close: boolean
}

const lists = new Set(['ul', 'ol', 'dl', 'table'])
const items = new Set(['li', 'dt', 'dd'])

/** Counts the items of the lists that are open, each of which has its mark and stands close to the one before. */
export class HtmlLists {
  /** The number that each open list has reached; a list without numbers has none. */
  readonly #numbers: (number | undefined)[] = []
  #lead: BlockLead = { mark: '', close: false }
  /** Whether the list has an item already. */
  #begun = false
  /** Whether the table has a row already. */
  #hasRow = false

  open(name: string, attributes: Attributes): void {
    if (lists.has(name)) {
      if (this.#numbers.length === 0) this.#begun = false
      this.#numbers.push(name === 'ol' ? firstNumber(attributes) : undefined)
    }
    if (name === 'table') this.#hasRow = false
    if (items.has(name)) this.#lead = { mark: name === 'li' ? this.#mark() : '', close: this.#begun }
  }

  close(name: string): void {
    if (lists.has(name)) this.#numbers.pop()
    if (items.has(name)) this.#lead = { mark: '', close: false }
  }

  /** The lead of the block that comes now; only the first block of an item has one. */
  next(): BlockLead {
    const lead = this.#lead
    this.#begun = this.#numbers.length > 0
    this.#lead = { mark: '', close: false }
    return lead
  }

  /** Whether the row that comes now follows another of its table. */
  nextRow(): boolean {
    const close = this.#hasRow
    this.#hasRow = true
    return close
  }

  #mark(): string {
    const number = this.#numbers.at(-1)
    if (number === undefined) return bullet
    this.#numbers[this.#numbers.length - 1] = number + 1
    return `${number}. `
  }
}

function firstNumber({ start }: Attributes): number {
  return start !== undefined && /^\d{1,6}$/.test(start) ? Number(start) : 1
}
