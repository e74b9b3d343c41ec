import { bounds, tooMuchText } from '../../bounds.ts'
import type { Attributes, MarkupHandler } from '../markup.ts'
import { superscript } from '../superscript.ts'
import { Formula } from './formula.ts'

/** A paragraph of a Word document, as it is written. */
export interface WordParagraph {
  readonly text: string
  readonly styleId: string | undefined
  /** Outline level of its own, whatever its style's is. */
  readonly level: number | undefined
  readonly list: boolean
  /** Names of the notes that it refers to: `footnote 2`. */
  readonly notes: readonly string[]
}

/** Paragraphs, or a row of a table, whose cells hold paragraphs. */
export type WordBlock =
  | { readonly type: 'paragraph'; readonly paragraph: WordParagraph }
  | { readonly type: 'row'; readonly cells: readonly (readonly WordParagraph[])[] }

interface Draft {
  readonly pieces: string[]
  readonly formula: Formula
  readonly notes: string[]
  characters: number
  styleId: string | undefined
  level: number | undefined
  list: boolean
  formulas: number
  properties: boolean
  run: 'shown' | 'raised' | 'hidden'
}

/** Words that were deleted or moved away, the second telling of a drawing, how a character is read, what a format was before. */
const unread = new Set(['del', 'moveFrom', 'Fallback', 'rt', 'sectPr', 'tabs', 'pPrChange', 'rPrChange'])
const signs: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

/** Gives the blocks of a part of a Word document (the body, the notes) as they end. */
export class WordText implements MarkupHandler {
  readonly #emit: (block: WordBlock) => void
  /** More than one where a text box stands in a paragraph. */
  readonly #drafts: Draft[] = []
  /** Rows that are open, more than one where a table stands in a cell. */
  readonly #rows: WordParagraph[][][] = []
  #unread = 0
  #inText = false

  constructor(emit: (block: WordBlock) => void) {
    this.#emit = emit
  }

  open(element: string, attributes: Attributes): void {
    if (this.#unread > 0 || unread.has(element)) {
      this.#unread += 1
      return
    }
    if (element === 'p') this.#drafts.push(newDraft())
    if (element === 'tr') this.#rows.push([])
    if (element === 'tc') this.#rows.at(-1)?.push([])
    const draft = this.#drafts.at(-1)
    if (!draft) return
    if (element === 'pPr') draft.properties = true
    if (draft.properties) describe(draft, element, attributes)
    else this.#write(draft, element, attributes)
  }

  close(element: string): void {
    if (this.#unread > 0) {
      this.#unread -= 1
      return
    }
    const draft = this.#drafts.at(-1)
    if (element === 't') this.#inText = false
    if (element === 'tr') this.#endRow()
    if (!draft) return
    if (element === 'pPr') draft.properties = false
    if (element === 'oMath') draft.formulas -= 1
    else if (draft.formulas > 0) draft.formula.close(element)
    if (element === 'p') this.#endParagraph(draft)
  }

  text(words: string): void {
    const draft = this.#drafts.at(-1)
    if (!draft || !this.#inText || this.#unread > 0 || draft.run === 'hidden') return
    put(draft, draft.run === 'raised' ? superscript(words) : words)
  }

  #write(draft: Draft, element: string, attributes: Attributes): void {
    const value = attributes['w:val']
    if (element === 'oMath') draft.formulas += 1
    else if (draft.formulas > 0) draft.formula.open(element, attributes)
    if (element === 'r') draft.run = 'shown'
    if (element === 't') this.#inText = true
    if (element === 'vanish' && value !== '0' && value !== 'false') draft.run = 'hidden'
    if (element === 'vertAlign' && value === 'superscript' && draft.run === 'shown') draft.run = 'raised'
    const sign = signs[element]
    if (sign !== undefined && draft.run !== 'hidden') put(draft, sign)
    const id = attributes['w:id']
    if (element === 'footnoteReference' && id !== undefined) draft.notes.push(`footnote ${id}`)
    if (element === 'endnoteReference' && id !== undefined) draft.notes.push(`endnote ${id}`)
  }

  #endParagraph({ pieces, styleId, level, list, notes }: Draft): void {
    this.#drafts.pop()
    const paragraph = { text: pieces.join(''), styleId, level, list, notes }
    const row = this.#rows.at(-1)
    if (row) row.at(-1)?.push(paragraph)
    else this.#emit({ type: 'paragraph', paragraph })
  }

  /** A table in a cell is words of that cell. */
  #endRow(): void {
    const cells = this.#rows.pop()
    const around = this.#rows.at(-1)?.at(-1)
    if (!cells) return
    if (around) around.push(...cells.flat())
    else this.#emit({ type: 'row', cells })
  }
}

function newDraft(): Draft {
  const pieces: string[] = []
  return {
    pieces,
    formula: new Formula(pieces),
    notes: [],
    characters: 0,
    styleId: undefined,
    level: undefined,
    list: false,
    formulas: 0,
    properties: false,
    run: 'shown',
  }
}

function put(draft: Draft, words: string): void {
  draft.pieces.push(words)
  draft.characters += words.length
  if (draft.characters > bounds.characters) throw tooMuchText()
}

/** Takes a property of the paragraph. */
function describe(draft: Draft, element: string, attributes: Attributes): void {
  const value = attributes['w:val']
  if (element === 'pStyle') draft.styleId = value
  if (element === 'outlineLvl') draft.level = Number(value)
  if (element === 'numId') draft.list = value !== '0'
}
