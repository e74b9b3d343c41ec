import { TutorError, type DocumentKind } from '@tutor/protocol'
import { foreignByContent, foreignByEnding, foreignKinds, unsupported } from './foreign-kind.ts'
import { officeKind } from './old-office.ts'

const pdfMagic = '%PDF-'
const zipMagic = 'PK\x03\x04'
const emptyZipMagic = 'PK\x05\x06'
const oldOfficeMagic = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'
const html = /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)[\s>]/is
/** Bytes that are looked at for the beginning of HTML. */
const htmlHead = 1_024

const kindOfEnding: ReadonlyMap<string, DocumentKind> = new Map([
  ['pdf', 'pdf'],
  ['docx', 'docx'],
  ['docm', 'docx'],
  ['pptx', 'pptx'],
  ['pptm', 'pptx'],
  ['epub', 'epub'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
])
const binaryKinds: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['docx', 'pptx', 'epub'])

/**
 * Goes by the content first, then by the ending of the name. A name without an ending is plain text.
 *
 * @throws TutorError `document_type_unsupported`, which says what the document is and what can be done, `document_encrypted`
 * for a locked Office document, `document_unreadable` for one that is none
 */
export async function documentKind(name: string, bytes: Uint8Array): Promise<DocumentKind> {
  const head = headOf(bytes, htmlHead)
  if (head.startsWith(pdfMagic)) return 'pdf'
  if (head.startsWith(zipMagic)) {
    // A thread whose learners bring no zip file never loads what reads one.
    const { zipKind } = await import('./zip-kind.ts')
    return await zipKind(bytes)
  }
  if (head.startsWith(emptyZipMagic)) throw unsupported(foreignKinds.archive)
  if (head.startsWith(oldOfficeMagic)) throw refusedOffice(bytes)
  const foreign = foreignByContent(bytes)
  if (foreign) throw unsupported(foreign)
  if (html.test(head)) return 'html'
  return kindByName(name)
}

/** Whether it is text of some kind, as far as its first bytes say: it takes no more memory than it has bytes. */
export function isText(bytes: Uint8Array): boolean {
  const head = headOf(bytes, oldOfficeMagic.length)
  return ![pdfMagic, zipMagic, emptyZipMagic, oldOfficeMagic].some((magic) => head.startsWith(magic))
}

function kindByName(name: string): DocumentKind {
  const ending = /\.(\p{L}[\p{L}\p{N}]{0,9})$/u.exec(name)?.[1]?.toLowerCase()
  if (ending === undefined) return 'text'
  const foreign = foreignByEnding(ending)
  if (foreign) throw unsupported(foreign)
  const kind = kindOfEnding.get(ending)
  if (!kind) throw new TutorError('document_type_unsupported')
  if (binaryKinds.has(kind)) throw new TutorError('document_unreadable', `The document ends in .${ending}, but is damaged or of another type.`)
  return kind
}

function refusedOffice(bytes: Uint8Array): TutorError {
  const kind = officeKind(bytes)
  if (kind === 'locked') return new TutorError('document_encrypted')
  return kind === undefined ? new TutorError('document_type_unsupported') : unsupported(foreignKinds[kind])
}

function headOf(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).toString('latin1')
}
