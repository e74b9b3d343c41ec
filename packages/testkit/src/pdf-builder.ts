import { encryptWith } from './pdf-encryption.ts'
import { PdfFile } from './pdf-file.ts'
import { winAnsiString } from './win-ansi.ts'

export interface PdfContent {
  /** The lines of each page. `# ` in front sets a line as a heading; an empty line ends a paragraph. */
  readonly pages: readonly (readonly string[])[]
  /** What its side panel lists, with the number of the page, from 1. */
  readonly bookmarks?: readonly (readonly [title: string, page: number])[]
  /** Locks the file with this user password. */
  readonly password?: string
}

/** A PDF 1.7 file with real text on A4 pages, in Helvetica with WinAnsi encoding. */
export function buildPdf({ pages, bookmarks, password }: PdfContent): Uint8Array {
  return assemble(pages.map(textOperators), { bookmarks, password })
}

/** A PDF whose pages show grey boxes and no text, as a scan without text recognition does. */
export function buildPdfWithoutText(pages: number): Uint8Array {
  return assemble(Array.from({ length: pages }, () => '0.8 g 72 400 450 300 re f'))
}

/** The first part of a file, as an upload leaves it that broke off. @param share 0 to 1 */
export function truncate(file: Uint8Array, share: number): Uint8Array {
  return file.slice(0, Math.floor(file.length * share))
}

interface PdfExtras {
  readonly bookmarks?: PdfContent['bookmarks']
  readonly password?: string | undefined
}

function assemble(contents: readonly string[], { bookmarks, password }: PdfExtras = {}): Uint8Array {
  const file = new PdfFile()
  const body = file.add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const bold = file.add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  // Each page takes two objects; the page tree comes after the last of them.
  const tree = `${file.next + 2 * contents.length} 0 R`
  const kids = contents.map((content) => {
    const stream = file.add('<< >>', Buffer.from(content, 'latin1'))
    const resources = `<< /Font << /Body ${body} /Bold ${bold} >> >>`
    const page = `/Type /Page /Parent ${tree} /MediaBox [0 0 595 842]`
    return file.add(`<< ${page} /Resources ${resources} /Contents ${stream} >>`)
  })
  file.add(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`)
  const outlines = bookmarks && bookmarks.length > 0 ? ` /Outlines ${addBookmarks(file, bookmarks, kids)}` : ''
  const root = file.add(`<< /Type /Catalog /Pages ${tree}${outlines} >>`)
  return file.write(root, password === undefined ? undefined : encryptWith(password))
}

/** @returns a reference to the list */
function addBookmarks(file: PdfFile, bookmarks: NonNullable<PdfContent['bookmarks']>, pages: readonly string[]): string {
  const first = file.next
  const list = `${first + bookmarks.length} 0 R`
  for (const [index, [title, page]] of bookmarks.entries()) {
    const before = index > 0 ? ` /Prev ${first + index - 1} 0 R` : ''
    const next = index < bookmarks.length - 1 ? ` /Next ${first + index + 1} 0 R` : ''
    file.add(`<< /Title ${winAnsiString(title)} /Parent ${list} /Dest [${pages[page - 1] ?? '9999 0 R'} /Fit]${before}${next} >>`)
  }
  return file.add(`<< /Type /Outlines /First ${first} 0 R /Last ${first + bookmarks.length - 1} 0 R /Count ${bookmarks.length} >>`)
}

function textOperators(lines: readonly string[]): string {
  const shown = lines.map((line) => {
    if (line.startsWith('# ')) return `/Bold 17 Tf 0 -24 Td ${winAnsiString(line.slice(2))} Tj`
    return line === '' ? '0 -10 Td' : `/Body 11 Tf 0 -14 Td ${winAnsiString(line)} Tj`
  })
  return `BT 72 800 Td ${shown.join('\n')} ET`
}
