import { TutorError, type DocumentSummary } from '@tutor/protocol'

const pdfMagic = '%PDF-'
const kindOfEnding: ReadonlyMap<string, DocumentSummary['kind']> = new Map([
  ['pdf', 'pdf'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
])

/**
 * Goes by the content first, then by the ending of the name. A name without an ending is plain text.
 *
 * @throws TutorError `document_type_unsupported`
 */
export function documentKind(name: string, bytes: Uint8Array): DocumentSummary['kind'] {
  if (isPdf(bytes)) return 'pdf'
  const ending = /\.(\p{L}[\p{L}\p{N}]{0,9})$/u.exec(name)?.[1]
  if (ending === undefined) return 'text'
  const kind = kindOfEnding.get(ending.toLowerCase())
  if (!kind) throw new TutorError('document_type_unsupported')
  return kind
}

export function isPdf(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, pdfMagic.length))
  return start.toString('latin1') === pdfMagic
}
