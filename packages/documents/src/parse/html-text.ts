import { bounds, tooMuchText } from '../bounds.ts'
import { HtmlLists } from './html-lists.ts'
import type { Attributes, MarkupHandler } from './markup.ts'
import { superscript } from './superscript.ts'
import { rowOf, type TextFlow } from './text-flow.ts'

const unread = new Set([
  'script', 'style', 'nav', 'template', 'noscript', 'svg', 'iframe', 'object', 'select', 'button', 'textarea', 'audio', 'video', 'canvas',
  // What stands beside a formula or a character for machines and learners of reading.
  'annotation', 'annotation-xml', 'rt', 'rp',
])
const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const blocks = new Set([
  ...headings, 'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'dd', 'details', 'div', 'dl', 'dt', 'fieldset', 'figcaption',
  'figure', 'footer', 'form', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tr', 'ul',
])

export interface HtmlReading {
  /** Told of each element with an id before its words come. */
  readonly onId?: (id: string) => void
  /** Whether the page's `title` names what has no heading. */
  readonly titled: boolean
}

interface Block {
  readonly words: string
  readonly heading: boolean
  readonly close: boolean
}

/** Gives the words of HTML to a flow of text, block by block. */
export class HtmlText implements MarkupHandler {
  readonly #flow: TextFlow
  readonly #reading: HtmlReading
  readonly #lists = new HtmlLists()
  #words = ''
  /** How many elements stand open from the one on that is not read. */
  #unread = 0
  #headings = 0
  #pre = 0
  #title: string | undefined
  /** The blocks in each cell of the row that is open. */
  #cells: Block[][] | undefined
  /** What is raised and still open. */
  #raised: string | undefined

  constructor(flow: TextFlow, reading: HtmlReading) {
    this.#flow = flow
    this.#reading = reading
  }

  open(name: string, attributes: Attributes): void {
    if (this.#unread > 0 || unread.has(name) || isHidden(attributes)) {
      this.#unread += 1
      return
    }
    if (blocks.has(name)) this.#endBlock()
    const { id } = attributes
    if (id !== undefined) this.#reading.onId?.(id)
    if (headings.has(name)) this.#headings += 1
    this.#lists.open(name, attributes)
    this.#openInline(name)
  }

  close(name: string): void {
    if (this.#unread > 0) {
      this.#unread -= 1
      return
    }
    this.#closeInline(name)
    if (name === 'tr') this.#endRow()
    else if (blocks.has(name)) this.#endBlock()
    if (headings.has(name)) this.#headings = Math.max(0, this.#headings - 1)
    this.#lists.close(name)
  }

  text(words: string): void {
    if (this.#unread > 0) return
    if (this.#title !== undefined) this.#title += words.slice(0, bounds.titleLength)
    else this.#put(this.#pre > 0 ? words : words.replace(/[\s\u00A0]+/gu, ' '))
    if (this.#words.length + (this.#raised?.length ?? 0) > bounds.characters) throw tooMuchText()
  }

  /** What was open when the document ended. */
  finish(): void {
    this.#endRow()
    this.#endBlock()
  }

  #openInline(name: string): void {
    switch (name) {
      case 'br':
        this.#put('\n')
        return
      case 'pre':
        this.#pre += 1
        return
      case 'sup':
        this.#lower()
        this.#raised = ''
        return
      case 'title':
        this.#title = ''
        return
      case 'tr':
        // A table within a cell ends the row around it, so that no words are lost.
        this.#endRow()
        this.#cells = []
        return
      case 'td':
      case 'th':
        this.#endBlock()
        this.#cells?.push([])
    }
  }

  #closeInline(name: string): void {
    switch (name) {
      case 'pre':
        this.#endBlock()
        this.#pre = Math.max(0, this.#pre - 1)
        return
      case 'sup':
        this.#lower()
        return
      case 'title':
        if (this.#reading.titled && this.#title?.trim()) this.#flow.entitle(this.#title)
        this.#title = undefined
    }
  }

  #put(words: string): void {
    if (this.#raised === undefined) this.#words += words
    else this.#raised += words
  }

  /** Ends what is raised. */
  #lower(): void {
    if (this.#raised !== undefined) this.#words += superscript(this.#raised)
    this.#raised = undefined
  }

  #endBlock(): void {
    this.#lower()
    const words = this.#pre > 0 ? this.#words.replace(/^\n/, '').trimEnd() : laidOut(this.#words)
    this.#words = ''
    if (words === '') return
    const { mark, close } = this.#lists.next()
    const block = { words: mark + words, heading: this.#headings > 0, close }
    const cell = this.#cells?.at(-1)
    if (cell) cell.push(block)
    else this.#flow.add(block.words, block)
  }

  /** Cells side by side are a row; the one cell of a row, or all that is filled of it, only frames what is in it. */
  #endRow(): void {
    this.#endBlock()
    const filled = this.#cells?.filter((cell) => cell.length > 0) ?? []
    const cells = this.#cells ?? []
    this.#cells = undefined
    if (filled.length > 1) {
      const row = rowOf(cells.map((cell) => cell.map(({ words }) => words).join(' ')))
      this.#flow.add(row, { close: this.#lists.nextRow() })
      return
    }
    for (const block of filled[0] ?? []) this.#flow.add(block.words, block)
  }
}

function laidOut(words: string): string {
  return words.replace(/ {2,}/g, ' ').replace(/ ?\n ?/g, '\n').trim()
}

function isHidden({ hidden, style }: Attributes): boolean {
  return hidden !== undefined || (style !== undefined && /display\s*:\s*none/i.test(style))
}
