import { bounds } from '../../bounds.ts'
import type { Breather } from '../../breather.ts'
import { readMarkup, type Attributes, type MarkupHandler } from '../markup.ts'
import { memberAt } from '../package-parts.ts'
import type { ZipArchive } from '../zip-archive.ts'
import { unescaped, type BookPackage } from './book-package.ts'

/** A line of a book's table of contents. */
export interface ContentsEntry {
  readonly title: string
  /** Id of the element it points to, where it is not the whole text. */
  readonly fragment: string | undefined
  /** 1 for the outermost. */
  readonly depth: number
}

/** The lines that point to each text, in order. */
export type BookContents = ReadonlyMap<string, readonly ContentsEntry[]>

/** The table of contents of a book, which may have none: of EPUB 3 before that of EPUB 2. */
export async function readBookContents(zip: ZipArchive, { nav, ncx }: BookPackage, breather: Breather): Promise<BookContents> {
  if (nav !== undefined) {
    const collected = new Collected(nav)
    await readMarkup({ bytes: zip.read(nav), dialect: 'xhtml' }, new NavText(collected), breather)
    if (collected.entries.size > 0) return collected.entries
  }
  const collected = new Collected(ncx ?? '')
  if (ncx !== undefined) await readMarkup({ bytes: zip.read(ncx), dialect: 'xml' }, new NcxText(collected), breather)
  return collected.entries
}

class Collected {
  readonly entries = new Map<string, ContentsEntry[]>()
  readonly #folder: string
  #count = 0

  constructor(part: string) {
    this.#folder = part.slice(0, part.lastIndexOf('/') + 1)
  }

  add(words: string, address: string | undefined, depth: number): void {
    const title = words.replace(/\s+/gu, ' ').trim()
    if (address === undefined || title === '' || this.#count === bounds.sections) return
    this.#count += 1
    const [path = '', fragment] = address.split('#', 2)
    const part = memberAt(this.#folder, unescaped(path))
    const entry = { title, fragment: fragment === undefined ? undefined : unescaped(fragment), depth }
    this.entries.set(part, [...(this.entries.get(part) ?? []), entry])
  }
}

/** `nav` with the type `toc`, or the first where none has it: a list of links, with lists in it. */
class NavText implements MarkupHandler {
  readonly #collected: Collected
  #state: 'before' | 'inside' | 'after' = 'before'
  #depth = 0
  #link: { readonly address: string | undefined; words: string } | undefined

  constructor(collected: Collected) {
    this.#collected = collected
  }

  open(element: string, attributes: Attributes): void {
    const type = attributes['epub:type']
    if (element === 'nav' && this.#state === 'before' && (type === undefined || type.split(/\s+/).includes('toc'))) this.#state = 'inside'
    if (this.#state !== 'inside') return
    if (element === 'ol') this.#depth += 1
    if (element === 'a') this.#link = { address: attributes['href'], words: '' }
  }

  close(element: string): void {
    if (this.#state !== 'inside') return
    if (element === 'nav') this.#state = 'after'
    if (element === 'ol') this.#depth -= 1
    if (element !== 'a' || !this.#link) return
    this.#collected.add(this.#link.words, this.#link.address, this.#depth)
    this.#link = undefined
  }

  text(words: string): void {
    if (this.#link && this.#link.words.length < bounds.titleLength * 2) this.#link.words += words
  }
}

/** `navPoint`s, each with a label and an address, and others in it. */
class NcxText implements MarkupHandler {
  readonly #collected: Collected
  #depth = 0
  #label = ''
  #inLabel = false

  constructor(collected: Collected) {
    this.#collected = collected
  }

  open(element: string, attributes: Attributes): void {
    if (element === 'navPoint') this.#depth += 1
    if (element === 'navLabel') this.#label = ''
    if (element === 'text') this.#inLabel = true
    if (element === 'content' && this.#depth > 0) this.#collected.add(this.#label, attributes['src'], this.#depth)
  }

  close(element: string): void {
    if (element === 'navPoint') this.#depth -= 1
    if (element === 'text') this.#inLabel = false
  }

  text(words: string): void {
    if (this.#inLabel && this.#label.length < bounds.titleLength * 2) this.#label += words
  }
}
