import { TutorError } from '@tutor/protocol'
import { tooMuchText, bounds } from '../../bounds.ts'
import type { Breather } from '../../breather.ts'
import { readMarkup, type Attributes } from '../markup.ts'
import { relationshipsOf } from '../package-parts.ts'
import type { ParsedText } from '../parsed-text.ts'
import { bullet, rowOf, TextFlow } from '../text-flow.ts'
import { ZipArchive } from '../zip-archive.ts'
import { bodyLevel, WordStyles } from './word-styles.ts'
import { WordText, type WordBlock, type WordParagraph } from './word-text.ts'

/** The words of each note by its name, `footnote 2`. */
type Notes = Map<string, string[]>

/**
 * Reads a Word document: a place for each paragraph that has words and for each row of a table, footnotes and endnotes
 * behind the paragraph that refers to them. Headers, footers, comments, deleted and hidden words and the table of contents are
 * left out.
 *
 * @throws TutorError `document_unreadable`, `document_encrypted`, `document_without_text` or `document_too_large`
 */
export async function parseDocx(bytes: Uint8Array, breather: Breather): Promise<ParsedText> {
  const zip = await ZipArchive.open(bytes)
  const main = (await relationshipsOf(zip, '', breather)).find(({ type }) => type === 'officeDocument')?.part ?? 'word/document.xml'
  if (!zip.has(main)) throw new TutorError('document_unreadable')
  const parts = await relationshipsOf(zip, main, breather)
  const partOf = (wanted: string): string | undefined => parts.find(({ type, part }) => type === wanted && zip.has(part))?.part
  const styles = new WordStyles()
  const stylesPart = partOf('styles')
  if (stylesPart !== undefined) await readMarkup({ bytes: zip.read(stylesPart), dialect: 'xml' }, styles, breather)
  const notes: Notes = new Map()
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = partOf(`${kind}s`)
    if (part !== undefined) await readMarkup({ bytes: zip.read(part), dialect: 'xml' }, new NoteText(kind, notes), breather)
  }
  const writer = new DocumentWriter(styles, notes)
  await readMarkup({ bytes: zip.read(main), dialect: 'xml' }, new WordText((block) => writer.write(block)), breather)
  return writer.flow.finish()
}

/** Collects the notes of one kind. */
class NoteText extends WordText {
  readonly #kind: 'footnote' | 'endnote'
  readonly #begin: (name: string) => void

  constructor(kind: 'footnote' | 'endnote', notes: Notes) {
    let name = ''
    let characters = 0
    super((block) => {
      for (const { text } of paragraphsOf(block)) {
        if (text.trim() === '') continue
        addTo(notes, name, text)
        characters += text.length
        if (characters > bounds.characters) throw tooMuchText()
      }
    })
    this.#kind = kind
    this.#begin = (next) => {
      name = next
    }
  }

  override open(element: string, attributes: Attributes): void {
    if (element === this.#kind) this.#begin(`${this.#kind} ${attributes['w:id']}`)
    super.open(element, attributes)
  }
}

function addTo(notes: Notes, name: string, text: string): void {
  const words = notes.get(name)
  if (words) words.push(text)
  else notes.set(name, [text])
}

class DocumentWriter {
  readonly flow = new TextFlow('paragraph')
  readonly #styles: WordStyles
  readonly #notes: Notes
  #before: 'paragraph' | 'item' | 'row' = 'paragraph'

  constructor(styles: WordStyles, notes: Notes) {
    this.#styles = styles
    this.#notes = notes
  }

  write(block: WordBlock): void {
    const filled = block.type === 'row' ? block.cells.filter((cell) => cell.some(({ text }) => text.trim() !== '')) : []
    if (block.type === 'row' && filled.length > 1) this.#writeRow(block.cells)
    else for (const paragraph of filled[0] ?? paragraphsOf(block)) this.#writeParagraph(paragraph)
    for (const { notes } of paragraphsOf(block)) for (const name of notes) this.#writeNote(name)
  }

  #writeRow(cells: readonly (readonly WordParagraph[])[]): void {
    this.flow.beginPlace()
    this.flow.add(rowOf(cells.map((cell) => cell.map(({ text }) => text).join(' '))), { close: this.#before === 'row' })
    this.#before = 'row'
  }

  #writeParagraph({ text, styleId, level, list }: WordParagraph): void {
    const style = this.#styles.style(styleId)
    if (style.contents || text.trim() === '') return
    const heading = level === undefined ? style.heading : level < bodyLevel
    const item = !heading && (list || style.list)
    this.flow.beginPlace()
    this.flow.add(item ? bullet + text.trim() : text, { heading, close: item && this.#before === 'item' })
    this.#before = item ? 'item' : 'paragraph'
  }

  /** A note belongs to the place of its paragraph, and comes once however often it is referred to. */
  #writeNote(name: string): void {
    for (const words of this.#notes.get(name) ?? []) this.flow.add(words)
    this.#notes.delete(name)
    this.#before = 'paragraph'
  }
}

function paragraphsOf(block: WordBlock): readonly WordParagraph[] {
  return block.type === 'row' ? block.cells.flat() : [block.paragraph]
}
