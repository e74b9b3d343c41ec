import { TutorError } from '@tutor/protocol'
import { buildDocx, buildEpub, buildPptx, buildZip } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { documentKind } from '../src/parse/document-kind.ts'
import { buildOle } from './ole.ts'

const docx = buildDocx(['Osmosis'])
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('what a document is', () => {
  it.each([
    ['a Word document', 'notes', docx, 'docx'],
    ['a Word document with a wrong ending', 'notes.pdf', docx, 'docx'],
    ['a presentation with a wrong ending', 'talk.zip', buildPptx([{ title: 'Osmosis' }]), 'pptx'],
    ['a book with a wrong ending', 'book.txt', buildEpub({ texts: [{ body: '<p>x</p>' }] }), 'epub'],
    ['a web page by its doctype', 'page.txt', latin('\xEF\xBB\xBF\n<!-- saved --><!DOCTYPE HTML>\n<p>x'), 'html'],
    ['a web page in XML', 'page', latin('<?xml version="1.0"?><html xmlns="x">'), 'html'],
    ['a web page by its ending', 'page.HTM', latin('<p>x'), 'html'],
    ['a text that begins as a program does', 'notes.txt', latin('MZ was his name.\nID3'), 'text'],
  ])('DOC-2 DOC-51 knows %s', async (_, ...[name, bytes, kind]) => {
    expect(await documentKind(name, bytes)).toBe(kind)
  })

  const zip = (...names: string[]): Uint8Array => buildZip(Object.fromEntries(names.map((name) => [name, 'x'])))
  const message = async (name: string, bytes: Uint8Array): Promise<string> => {
    try {
      return await documentKind(name, bytes)
    } catch (thrown) {
      if (thrown instanceof TutorError) return `${thrown.code}: ${thrown.message}`
      throw thrown
    }
  }
  it.each([
    ['a.docx', zip('[Content_Types].xml', 'xl/workbook.xml'), 'This is a spreadsheet, which cannot be read. Save it as PDF and add it again.'],
    ['a.docx', zip('mimetype', 'content.xml', 'META-INF/manifest.xml'), 'This is an OpenDocument file, which cannot be read. Save it as docx, pptx or PDF and add it again.'],
    ['a.docx', zip('photo.png', 'word/notes.txt'), 'This is an archive, which cannot be read. Unpack it and add the documents in it one by one.'],
    ['a.epub', zip(), 'This is an archive, which cannot be read. Unpack it and add the documents in it one by one.'],
    ['a', buildOle('WordDocument'), 'This is an old Word document (doc), which cannot be read. Save it as docx and add it again.'],
    ['a', buildOle('PowerPoint Document'), 'This is an old PowerPoint presentation (ppt), which cannot be read. Save it as pptx and add it again.'],
    ['a', buildOle('Workbook'), 'This is a spreadsheet, which cannot be read. Save it as PDF and add it again.'],
    ['a.pdf', latin('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'), 'This is a picture (PNG), which cannot be read. Text recognition can make a PDF with text of it.'],
    ['a.txt', latin('RIFF\0\0\0\0WEBP'), 'This is a picture (WebP), which cannot be read. Text recognition can make a PDF with text of it.'],
    ['a.txt', latin('MZ\x90\0\x03\0'), 'This is a program, which cannot be read. Nothing can be learned from it here.'],
    ['a.txt', latin('{\\rtf1 x'), 'This is a rich text (rtf), which cannot be read. Save it as docx and add it again.'],
    ['film.mp4', latin('\0\0\0\x18ftypmp42'), 'This is a recording of sound or pictures, which cannot be read. Add what is said in it as text.'],
    ['a.pages', latin('x'), 'This is a Pages document, which cannot be read. Export it as Word or PDF and add it again.'],
    ['a.valueof', latin('x'), 'Only PDF, Word (docx), PowerPoint (pptx), EPUB, HTML, Markdown and plain text can be read.'],
  ])('DOC-4 DOC-52 says of %s what it is and what to do', async (name, bytes, words) => {
    expect(await message(name, bytes)).toBe(`document_type_unsupported: ${words}`)
  })

  it('DOC-68 knows an Office document that is locked', async () => {
    expect(await message('a.docx', buildOle('EncryptedPackage'))).toBe('document_encrypted: The document is locked with a password.')
  })

  it('DOC-69 says of a Word document that is none that it is damaged or of another type', async () => {
    expect(await message('a.docx', latin('Osmosis'))).toBe('document_unreadable: The document ends in .docx, but is damaged or of another type.')
  })
})
