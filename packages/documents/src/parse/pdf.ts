import { TutorError } from '@tutor/protocol'
import { getResolvedPDFJS } from 'unpdf'
import { bounds, tooMuchText } from '../bounds.ts'
import type { Breather } from '../breather.ts'
import type { ParsedText } from './parsed-text.ts'
import { bookmarked, type Bookmark } from './pdf-bookmarks.ts'
import { layOut, type PrintedLine } from './pdf-layout.ts'

type Pdfjs = Awaited<ReturnType<typeof getResolvedPDFJS>>
type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>
type PageReference = Parameters<PdfDocument['getPageIndex']>[0]

const options = { verbosity: 0, disableFontFace: true, useSystemFonts: false, isEvalSupported: false }

/** What this file takes of a pdf.js text item. */
interface TextItem {
  readonly str: string
  readonly hasEOL: boolean
  readonly height: number
  /** The matrix of the item; its last number is the distance of the baseline from the bottom of the page, in points. */
  readonly transform: readonly number[]
}

/**
 * Reads the text of every page.
 *
 * @throws TutorError `document_encrypted`, `document_unreadable`, `document_without_text` or `document_too_large`
 */
export async function parsePdf(bytes: Uint8Array, breather: Breather): Promise<ParsedText> {
  const { getDocument } = await getResolvedPDFJS()
  // A copy, since pdf.js detaches the buffer it is given; not `slice`, which copies nothing of a Node Buffer.
  const data = new Uint8Array(bytes)
  const loading = getDocument({ data, ...options })
  try {
    const document = await loading.promise
    const parsed = layOut(await readPages(document, breather))
    if (parsed.text.trim() === '') throw new TutorError('document_without_text')
    return bookmarked(parsed, await readBookmarks(document, breather))
  } catch (thrown) {
    throw named(thrown)
  } finally {
    await loading.destroy()
  }
}

async function readPages(document: PdfDocument, breather: Breather): Promise<PrintedLine[][]> {
  if (document.numPages > bounds.pages) {
    throw new TutorError('document_too_large', `The document has more than ${bounds.pages} pages.`)
  }
  const pages: PrintedLine[][] = []
  let room: number = bounds.characters
  for (let number = 1; number <= document.numPages; number += 1) {
    const lines = await readPage(await document.getPage(number), room, breather)
    for (const line of lines) room -= line.text.length
    pages.push(lines)
  }
  return pages
}

/** The bookmarks in the order of the panel, those within others behind them. What points nowhere is left out. */
async function readBookmarks(document: PdfDocument, breather: Breather): Promise<Bookmark[]> {
  const bookmarks: Bookmark[] = []
  const open = ((await document.getOutline()) ?? []).toReversed()
  for (let item = open.pop(); item && bookmarks.length < bounds.sections; item = open.pop()) {
    open.push(...(item.items as typeof open).toReversed())
    const page = await pageOf(document, item.dest)
    if (page !== undefined) bookmarks.push({ title: item.title, page })
    await breather.breathe()
  }
  return bookmarks
}

/** @param target as pdf.js gives it: a name, or a list that begins with a reference to the page or its number */
async function pageOf(document: PdfDocument, target: string | readonly unknown[] | null): Promise<number | undefined> {
  try {
    const [page] = (typeof target === 'string' ? await document.getDestination(target) : target) ?? []
    return typeof page === 'number' || page === undefined ? page : await document.getPageIndex(page as PageReference)
  } catch {
    // It points to a page that is not there.
    return undefined
  }
}

/** A page that is not read to its end is left as it is: pdf.js fails when its stream is cancelled, and destroys it later. */
async function readPage(page: PdfPage, room: number, breather: Breather): Promise<PrintedLine[]> {
  const reader = page.streamTextContent().getReader()
  const lines = new LineBuilder()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const item of part.value.items as TextItem[]) lines.add(item)
    if (lines.characters > room) throw tooMuchText()
    await breather.breathe()
  }
  page.cleanup()
  return lines.finish()
}

class LineBuilder {
  readonly #lines: PrintedLine[] = []
  #text = ''
  #size = 0
  #baseline = 0
  characters = 0

  add(item: TextItem): void {
    if (this.#text === '' && item.str.trim() !== '') this.#baseline = item.transform[5] ?? 0
    if (item.str.trim() !== '') this.#size = Math.max(this.#size, item.height)
    this.#text += item.str
    this.characters += item.str.length
    if (item.hasEOL) this.#end()
  }

  finish(): PrintedLine[] {
    this.#end()
    return this.#lines
  }

  #end(): void {
    const text = this.#text.replace(/\p{Cc}+/gu, ' ').trim()
    if (text !== '') this.#lines.push({ text, size: this.#size, baseline: this.#baseline })
    this.#text = ''
    this.#size = 0
  }
}

function named(thrown: unknown): unknown {
  if (thrown instanceof TutorError || !(thrown instanceof Error) || thrown.name === 'AbortError') return thrown
  const code = thrown.name === 'PasswordException' ? 'document_encrypted' : 'document_unreadable'
  return new TutorError(code, undefined, { cause: thrown })
}
