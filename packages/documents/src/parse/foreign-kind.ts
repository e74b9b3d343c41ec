import { TutorError } from '@tutor/protocol'

interface ForeignKind {
  readonly what: string
  readonly advice: string
}

const asDocx = 'Save it as docx and add it again.'
const asPptx = 'Save it as pptx and add it again.'
const asPdf = 'Save it as PDF and add it again.'
const picture = 'Text recognition can make a PDF with text of it.'
const pictureOf = (format: string): ForeignKind => ({ what: `a picture (${format})`, advice: picture })
const recording: ForeignKind = { what: 'a recording of sound or pictures', advice: 'Add what is said in it as text.' }
const program: ForeignKind = { what: 'a program', advice: 'Nothing can be learned from it here.' }
const archive: ForeignKind = { what: 'an archive', advice: 'Unpack it and add the documents in it one by one.' }

const oldWord: ForeignKind = { what: 'an old Word document (doc)', advice: asDocx }
const oldSlides: ForeignKind = { what: 'an old PowerPoint presentation (ppt)', advice: asPptx }
const sheet: ForeignKind = { what: 'a spreadsheet', advice: asPdf }
const openDocument: ForeignKind = { what: 'an OpenDocument file', advice: 'Save it as docx, pptx or PDF and add it again.' }
const openText: ForeignKind = { what: 'an OpenDocument text (odt)', advice: asDocx }
const openSlides: ForeignKind = { what: 'an OpenDocument presentation (odp)', advice: asPptx }
const richText: ForeignKind = { what: 'a rich text (rtf)', advice: asDocx }

/** What cannot be read, and what its owner can do. */
export const foreignKinds = { oldWord, oldSlides, sheet, openDocument, archive } as const

const magics: readonly (readonly [bytes: string, kind: ForeignKind])[] = [
  ['\x89PNG\r\n', pictureOf('PNG')],
  ['\xFF\xD8\xFF', pictureOf('JPEG')],
  ['GIF8', pictureOf('GIF')],
  ['II*\0', pictureOf('TIFF')],
  ['MM\0*', pictureOf('TIFF')],
  ['MZ', program],
  ['\x7FELF', program],
  ['\xCF\xFA\xED\xFE', program],
  ['\xCA\xFE\xBA\xBE', program],
  ['\x1F\x8B', archive],
  ['7z\xBC\xAF', archive],
  ['Rar!\x1A', archive],
  ['ID3', recording],
  ['OggS', recording],
  ['\x1A\x45\xDF\xA3', recording],
]

const endings: Readonly<Record<string, ForeignKind>> = {
  doc: oldWord, dot: oldWord, ppt: oldSlides, pps: oldSlides, xls: sheet, xlsx: sheet, ods: sheet, odt: openText, odp: openSlides, rtf: richText,
  png: pictureOf('PNG'), jpg: pictureOf('JPEG'), jpeg: pictureOf('JPEG'), gif: pictureOf('GIF'), svg: pictureOf('SVG'), webp: pictureOf('WebP'),
  heic: pictureOf('HEIC'), tif: pictureOf('TIFF'), tiff: pictureOf('TIFF'), bmp: pictureOf('BMP'), zip: archive, gz: archive, rar: archive,
  exe: program, dll: program, mp3: recording, mp4: recording, wav: recording, mov: recording, webm: recording,
  pages: { what: 'a Pages document', advice: 'Export it as Word or PDF and add it again.' },
  key: { what: 'a Keynote presentation', advice: 'Export it as PowerPoint or PDF and add it again.' },
  mobi: { what: 'a Kindle book', advice: 'Convert it to EPUB and add it again.' },
  azw3: { what: 'a Kindle book', advice: 'Convert it to EPUB and add it again.' },
}

// Without it, what begins with `MZ` or `ID3` is a text about it.
const control = /(?![\t\n\v\f\r\u0080-\u009F])\p{Cc}/u

/** What a file that is none of ours shows to be by its first bytes. */
export function foreignByContent(bytes: Uint8Array): ForeignKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32)).toString('latin1')
  if (head.startsWith('{\\rtf')) return richText
  if (!control.test(head)) return undefined
  if (head.startsWith('RIFF')) return head.slice(8, 12) === 'WEBP' ? pictureOf('WebP') : recording
  if (head.slice(4, 8) === 'ftyp') return head.slice(8, 11) === 'hei' ? pictureOf('HEIC') : recording
  return magics.find(([magic]) => head.startsWith(magic))?.[1]
}

export function foreignByEnding(ending: string): ForeignKind | undefined {
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined
}

export function unsupported({ what, advice }: ForeignKind): TutorError {
  return new TutorError('document_type_unsupported', `This is ${what}, which cannot be read. ${advice}`)
}
