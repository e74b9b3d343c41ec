import { TutorError } from '@tutor/protocol'
import type { Breather } from '../../breather.ts'
import { HtmlText } from '../html-text.ts'
import { readMarkup } from '../markup.ts'
import type { ParsedText } from '../parsed-text.ts'
import { TextFlow } from '../text-flow.ts'
import { ZipArchive } from '../zip-archive.ts'
import { readBookContents, type ContentsEntry } from './book-contents.ts'
import { readBookPackage } from './book-package.ts'
import { lockedParts } from './locked-parts.ts'

/**
 * Reads a book in its own order. A chapter begins with each text, or place in a text, that the table of contents points to;
 * without such a table, with each text. Texts without words, a cover for instance, are no chapters, and
 * neither is that table.
 *
 * @throws TutorError `document_unreadable`, `document_encrypted`, `document_without_text` or `document_too_large`
 */
export async function parseEpub(bytes: Uint8Array, breather: Breather): Promise<ParsedText> {
  const zip = await ZipArchive.open(bytes)
  const locked = await lockedParts(zip, breather)
  const book = await readBookPackage(zip, breather)
  if (book.spine.some((part) => locked.has(part))) {
    throw new TutorError('document_encrypted', 'The book is locked by the rights management of its shop.')
  }
  const contents = await readBookContents(zip, book, breather)
  const flow = new TextFlow('chapter')
  for (const part of book.spine) {
    if (part === book.nav) continue
    const [first, ...others] = contents.get(part) ?? []
    if (first || contents.size === 0) flow.beginPlace()
    flow.entitle(first?.title)
    const text = new HtmlText(flow, { titled: false, onId: entering(flow, others) })
    await readMarkup({ bytes: zip.read(part), dialect: 'xhtml' }, text, breather)
    text.finish()
  }
  return flow.finish()
}

/** What to do at the elements of a text that the table of contents points to. */
function entering(flow: TextFlow, entries: readonly ContentsEntry[]): (id: string) => void {
  const byId = new Map(entries.map((entry) => [entry.fragment, entry]))
  return (id) => {
    const entry = byId.get(id)
    if (!entry) return
    if (entry.depth === 1) flow.beginPlace()
    flow.entitle(entry.title)
  }
}
