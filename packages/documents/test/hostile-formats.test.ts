import { buildDocx, buildEpub, buildPptx, buildZip, truncate } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { bounds } from '../src/bounds.ts'
import { Library, type DocumentFile } from '../src/index.ts'
import { ZipArchive } from '../src/parse/zip-archive.ts'
import { codeOf, textFile } from './files.ts'
import { measureTurns } from './turns.ts'

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const types = { '[Content_Types].xml': '<Types/>' }

/** A Word document of one part. */
function docxOf(content: string | Uint8Array): DocumentFile {
  return { name: 'a.docx', bytes: buildZip({ ...types, 'word/document.xml': content }) }
}

const bodyOf = (xml: string): DocumentFile => docxOf(`<w:document ${word}><w:body>${xml}</w:body></w:document>`)
const good = '<w:p><w:r><w:t>Osmosis</w:t></w:r></w:p>'
const picture = '<w:p><w:r><w:drawing/></w:r></w:p>'

/** Lets a zip file claim another size for what is in it. */
function claiming(zip: Uint8Array, name: string, bytes: number): Uint8Array {
  const lying = Buffer.from(zip)
  // In the list of members, the name stands 46 bytes behind the beginning of its entry and the size 24.
  const entry = lying.lastIndexOf(name) - 46
  lying.writeUInt32LE(bytes, entry + 24)
  return lying
}

async function outcome(file: DocumentFile): Promise<string> {
  using library = new Library()
  const code = await codeOf(library.add(file))
  expect(library.list()).toHaveLength(code === 'added' ? 1 : 0)
  return code
}

describe('hostile documents', () => {
  const mebibyte = 1024 * 1024
  it('S11 DOC-66 a part that claims too much is not unpacked at all', async () => {
    const small = docxOf(Buffer.alloc(mebibyte, ' '))
    const file = { ...small, bytes: claiming(small.bytes, 'word/document.xml', bounds.inflatedBytes + 1) }
    const started = process.cpuUsage()
    expect(await outcome(file)).toBe('document_too_large')
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(500)
  })

  it('S11 DOC-66 a part that claims too little is read no further than it claims', async () => {
    const { bytes } = docxOf(Buffer.alloc(8 * mebibyte, ' '))
    const zip = await ZipArchive.open(claiming(bytes, 'word/document.xml', 1000))
    let read = 0
    const reading = (async () => {
      for await (const piece of zip.read('word/document.xml')) read += piece.length
    })()
    await expect(reading).rejects.toMatchObject({ code: 'document_unreadable' })
    expect(read).toBeLessThanOrEqual(1000)
  })

  it('S11 DOC-66 parts are counted, and what is unpacked of them adds up', async () => {
    const many = Object.fromEntries(Array.from({ length: bounds.members }, (_, index) => [`word/${index}`, '']))
    expect(await outcome({ name: 'a.docx', bytes: buildZip({ ...types, ...many }) })).toBe('document_too_large')
    const zip = await ZipArchive.open(buildZip({ text: Buffer.alloc(mebibyte, ' ') }))
    let read = 0
    const readAgain = async (): Promise<void> => {
      for await (const piece of zip.read('text')) read += piece.length
    }
    for (let times = bounds.inflatedBytes / mebibyte; times > 0; times -= 1) await readAgain()
    await expect(readAgain()).rejects.toMatchObject({ code: 'document_too_large' })
    expect(read).toBe(bounds.inflatedBytes)
  })

  const container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
  const book = `<package><manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/></manifest><spine>${'<itemref idref="t"/>'.repeat(bounds.members + 2)}</spine></package>`
  const slides = `<p:presentation><p:sldIdLst>${'<p:sldId r:id="rId1"/>'.repeat(bounds.pages + 1)}</p:sldIdLst></p:presentation>`
  const relations = '<Relationship Id="a" Type="x/slide" Target="a.xml"/>'.repeat(bounds.members + 1)
  it.each([
    ['texts', { 'META-INF/container.xml': container, 'book.opf': book, 't.xhtml': '<p>x</p>' }],
    ['slides', { ...types, 'ppt/presentation.xml': slides }],
    ['relations', { ...types, 'word/document.xml': '', '_rels/.rels': `<Relationships>${relations}</Relationships>` }],
  ])('S11 DOC-66 a part that lists too many %s is refused', async (_, members) => {
    expect(await outcome({ name: 'a', bytes: buildZip(members) })).toBe('document_too_large')
  })

  it('S11 DOC-66 a name that leads out of the zip file opens nothing', async () => {
    expect(await outcome({ name: 'a.docx', bytes: buildZip({ ...types, '../../word/document.xml': good }) })).toBe('document_unreadable')
    const outside = container.replace('book.opf', '../../etc/passwd')
    expect(await outcome({ name: 'a.epub', bytes: buildZip({ mimetype: 'application/epub+zip', 'META-INF/container.xml': outside }) })).toBe('document_unreadable')
  })

  it('S11 DOC-67 entities that a document declares are not put in', async () => {
    const lol = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')
    const xml = `<!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">${lol}]><w:document ${word}><w:body><w:p><w:r><w:t>A &l9; &f; &amp; &#66;</w:t></w:r></w:p></w:body></w:document>`
    using library = new Library()
    const { id } = (await library.add(docxOf(xml))).summary
    expect(await library.read(id, { start: 0, end: Infinity })).toBe('A &l9; &f; & B')
  })

  it.each([
    ['Word', bodyOf(`${'<w:sdt>'.repeat(100_000)}${good}${'</w:sdt>'.repeat(100_000)}`)],
    ['HTML', textFile('a.html', `${'<div>'.repeat(100_000)}x`)],
  ])('S10 DOC-67 elements that stand in one another without end are refused: %s', async (_, file) => {
    expect(await outcome(file)).toBe('document_unreadable')
  })

  it.each([
    ['paragraphs', bodyOf('<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(200_000)), 'added'],
    ['cells', bodyOf(`<w:tbl><w:tr>${'<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'.repeat(50_000)}</w:tr></w:tbl>`), 'added'],
    ['styles', bodyOf(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`.repeat(50_000)), 'added'],
    ['tags that nothing opened', textFile('a.html', `<p>x${'</div></p>'.repeat(100_000)}`), 'added'],
    ['attributes', textFile('a.html', `<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}`).join(' ')}>x`), 'added'],
    ['raised digits', textFile('a.html', '<p>' + 'x<sup>2</sup>'.repeat(100_000)), 'added'],
    ['cells in rows of HTML', textFile('a.html', `<table>${'<tr><td>a<td>b'.repeat(50_000)}`), 'added'],
    ['line ends and spaces', textFile('a.html', `<p>x${'<br> '.repeat(200_000)}`), 'added'],
    ['words more than there may be', bodyOf('<w:p><w:r><w:t>0123456789</w:t></w:r></w:p>'.repeat(bounds.characters / 10 + 1)), 'document_too_large'],
  ])('DOC-6 DOC-67 a great many %s take linear time', async (_, file, code) => {
    const { all } = await measureTurns(async () => expect(await outcome(file)).toBe(code))
    expect(all).toBeLessThan(8_000)
  }, 60_000)

  it('DOC-7 other work of the thread has its turn while a long Word document is read', async () => {
    await outcome(bodyOf(good))
    const { longest, all } = await measureTurns(() => outcome({ name: 'a.docx', bytes: buildDocx(Array.from({ length: 3_000 }, (_, index) => `Paragraph ${index}. `.repeat(10))) }))
    expect(longest).toBeLessThan(all / 2)
  }, 30_000)
})

describe('documents that cannot be read', () => {
  const parts = buildZip({ ...types, 'word/document.xml': `<w:document ${word}><w:body>${good}` })
  const docx = buildDocx(['Osmosis '.repeat(1_000)])
  const damaged = Buffer.from(docx)
  damaged.fill(0x55, damaged.indexOf('word/document.xml') + 30, damaged.indexOf('word/document.xml') + 60)
  const locked = Buffer.from(bodyOf(good).bytes)
  locked.writeUInt16LE(1, locked.lastIndexOf('word/document.xml') - 46 + 8)
  it.each([
    ['a zip file that breaks off', { name: 'a.docx', bytes: truncate(docx, 0.9) }, 'document_unreadable'],
    ['four bytes of one', { name: 'a.docx', bytes: truncate(docx, 5 / docx.length) }, 'document_unreadable'],
    ['a damaged part', { name: 'a.docx', bytes: damaged }, 'document_unreadable'],
    ['XML that breaks off', { name: 'a.docx', bytes: parts }, 'document_unreadable'],
    ['a Word document without its text', { name: 'a.docx', bytes: buildZip({ ...types, 'word/styles.xml': '<x/>' }) }, 'document_unreadable'],
    ['a book without its package file', { name: 'a.epub', bytes: buildZip({ 'META-INF/container.xml': '<x/>' }) }, 'document_unreadable'],
  ])('DOC-5 DOC-69 %s: document_unreadable', async (_, file, code) => {
    expect(await outcome(file)).toBe(code)
  })

  it.each([
    ['a Word document of pictures', bodyOf(picture)],
    ['a presentation of pictures', { name: 'a.pptx', bytes: buildPptx([{}, {}]) }],
    ['a book of pictures', { name: 'a.epub', bytes: buildEpub({ texts: [{ title: 'Cover', body: '<img src="a.png"/>' }] }) }],
    ['a page that its script would write', textFile('a.html', '<script>write("x")</script><p> </p>')],
  ])('DOC-69 %s: document_without_text', async (_, file) => {
    expect(await outcome(file)).toBe('document_without_text')
  })

  it('DOC-68 a part that is locked, and a book whose texts are: document_encrypted; masked fonts lock nothing', async () => {
    expect(await outcome({ name: 'a.docx', bytes: locked })).toBe('document_encrypted')
    const texts = [{ body: '<p>Osmosis</p>' }]
    expect(await outcome({ name: 'a.epub', bytes: buildEpub({ texts, locked: true }) })).toBe('document_encrypted')
    expect(await outcome({ name: 'a.epub', bytes: buildEpub({ texts }) })).toBe('added')
  })
})
