import { bounds, tooMuchText } from '../../bounds.ts'
import type { Attributes, MarkupHandler } from '../markup.ts'
import { rowOf } from '../text-flow.ts'

export interface SlideLine {
  readonly text: string
  readonly kind: 'paragraph' | 'item' | 'row'
}

/** What stands on a slide, or on its notes. */
export interface SlideShape {
  /** The role that the layout gives it, `title` for instance. */
  readonly role: string
  readonly lines: readonly SlideLine[]
}

/** What is not said by the slide itself: the second telling of a drawing. */
const unread = new Set(['Fallback'])

/** Collects the texts of a slide or of its notes, shape by shape. */
export class SlideText implements MarkupHandler {
  readonly shapes: SlideShape[] = []
  #shape: { role: string; lines: SlideLine[] } | undefined
  #cells: string[] | undefined
  #words = ''
  #kind: SlideLine['kind'] = 'paragraph'
  #inText = false
  #unread = 0
  #characters = 0

  open(element: string, attributes: Attributes): void {
    if (this.#unread > 0 || unread.has(element)) {
      this.#unread += 1
      return
    }
    switch (element) {
      case 'sp':
      case 'graphicFrame':
        this.#endShape()
        this.#shape = { role: '', lines: [] }
        return
      case 'ph':
        if (this.#shape) this.#shape.role = attributes['type'] ?? 'body'
        return
      case 'tr':
        this.#cells = []
        return
      case 'tc':
        this.#cells?.push('')
        return
      case 'p':
        // The layout makes a list of the paragraphs of a body; any other paragraph says by itself that it is an item.
        this.#kind = this.#shape?.role === 'body' ? 'item' : 'paragraph'
        return
      case 'buChar':
      case 'buAutoNum':
        this.#kind = 'item'
        return
      case 'buNone':
        this.#kind = 'paragraph'
        return
      case 'br':
        this.#words += '\n'
        return
      case 't':
        this.#inText = true
    }
  }

  close(element: string): void {
    if (this.#unread > 0) {
      this.#unread -= 1
      return
    }
    if (element === 't') this.#inText = false
    if (element === 'p') this.#endParagraph()
    if (element === 'tr') this.#endRow()
    if (element === 'sp' || element === 'graphicFrame') this.#endShape()
  }

  text(words: string): void {
    if (!this.#inText || this.#unread > 0) return
    this.#words += words
    this.#characters += words.length
    if (this.#characters > bounds.characters) throw tooMuchText()
  }

  #endParagraph(): void {
    const words = this.#words.trim()
    this.#words = ''
    const cell = this.#cells?.pop()
    if (this.#cells) this.#cells.push(`${cell ?? ''} ${words}`)
    else if (words !== '') this.#shape?.lines.push({ text: words, kind: this.#kind })
  }

  #endRow(): void {
    const row = rowOf(this.#cells ?? [])
    this.#cells = undefined
    if (row !== '') this.#shape?.lines.push({ text: row, kind: 'row' })
  }

  #endShape(): void {
    if (this.#shape && this.#shape.lines.length > 0) this.shapes.push(this.#shape)
    this.#shape = undefined
    this.#cells = undefined
  }
}
