import { buildZip, escapeXml, xmlHead } from './zip-builder.ts'

export interface EpubContent {
  /** The texts, in the order in which they are read. */
  readonly texts: readonly EpubText[]
  /** Where the table of contents stands: as EPUB 3 has it, as EPUB 2 has it, or nowhere. */
  readonly contents?: 'nav' | 'ncx' | 'none'
  /** Locks the texts, as a shop does. */
  readonly locked?: boolean
}

export interface EpubText {
  /** Its lines in the table of contents: a title, and a title by the id of an element. */
  readonly title?: string
  readonly sections?: Readonly<Record<string, string>>
  /** XHTML. */
  readonly body: string
}

/** A book with its package file, a table of contents and a masked font. */
export function buildEpub({ texts, contents = 'nav', locked = false }: EpubContent): Uint8Array {
  const files = texts.map((_, index) => `text/part ${texts.length - index}.xhtml`)
  const toc = contents === 'nav' ? '<item id="toc" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' : contents === 'ncx' ? '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' : ''
  const items = files.map((file, index) => `<item id="t${index}" href="${encodeURI(file)}" media-type="application/xhtml+xml"/>`)
  const spine = files.map((_, index) => `<itemref idref="t${index}"/>`)
  const members: Record<string, string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${xmlHead}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    'META-INF/encryption.xml': encryption(locked ? files : []),
    'OEBPS/book.opf': `${xmlHead}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>${toc}${items.toReversed().join('')}</manifest><spine>${spine.join('')}</spine></package>`,
  }
  if (contents === 'nav') members['OEBPS/nav.xhtml'] = navOf(texts, files)
  if (contents === 'ncx') members['OEBPS/toc.ncx'] = ncxOf(texts, files)
  for (const [index, { body }] of texts.entries()) {
    members[`OEBPS/${files[index]}`] = `${xmlHead}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A book</title><style>p { margin: 0 }</style></head><body>${body}</body></html>`
  }
  return buildZip(members)
}

interface Line {
  readonly title: string
  readonly address: string
  readonly lines: readonly Line[]
}

function linesOf(texts: readonly EpubText[], files: readonly string[]): Line[] {
  return texts.flatMap(({ title, sections = {} }, index) => {
    const address = encodeURI(files[index]!)
    const lines = Object.entries(sections).map(([id, each]) => ({ title: each, address: `${address}#${id}`, lines: [] }))
    return title === undefined ? [] : [{ title, address, lines }]
  })
}

function navOf(texts: readonly EpubText[], files: readonly string[]): string {
  const list = (lines: readonly Line[]): string =>
    lines.length === 0 ? '' : `<ol>${lines.map((each) => `<li><a href="${each.address}">${escapeXml(each.title)}</a>${list(each.lines)}</li>`).join('')}</ol>`
  return `${xmlHead}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="landmarks"><ol><li><a href="${encodeURI(files[0]!)}">Start</a></li></ol></nav><nav epub:type="toc">${list(linesOf(texts, files))}</nav></body></html>`
}

function ncxOf(texts: readonly EpubText[], files: readonly string[]): string {
  const points = (lines: readonly Line[]): string =>
    lines.map((each) => `<navPoint><navLabel><text>${escapeXml(each.title)}</text></navLabel><content src="${each.address}"/>${points(each.lines)}</navPoint>`).join('')
  return `${xmlHead}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>A book</text></docTitle><navMap>${points(linesOf(texts, files))}</navMap></ncx>`
}

function encryption(files: readonly string[]): string {
  const data = (algorithm: string, address: string): string =>
    `<enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${address}"/></enc:CipherData></enc:EncryptedData>`
  const locked = files.map((file) => data('http://www.w3.org/2001/04/xmlenc#aes256-cbc', `OEBPS/${encodeURI(file)}`))
  return `${xmlHead}<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">${data('http://www.idpf.org/2008/embedding', 'OEBPS/font.otf')}${locked.join('')}</encryption>`
}
