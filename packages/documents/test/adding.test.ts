import { createHash } from 'node:crypto'
import { limits } from '@tutor/protocol'
import { buildPdf, buildPdfWithoutText, sampleLesson, truncate } from '@tutor/testkit'
import { getResolvedPDFJS } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { bounds } from '../src/bounds.ts'
import { Library } from '../src/index.ts'
import { codeOf, lesson, passagesOf, textFile } from './files.ts'
import { measureTurns } from './turns.ts'

const everything = { start: 0, end: Infinity }

describe('what comes in', () => {
  it('DOC-1 a document is known by the SHA-256 of its bytes, under its first name', async () => {
    using library = new Library({ now: () => 1_000 })
    const { summary, reading } = await library.add(lesson)
    const again = await library.add({ name: 'copy.pdf', bytes: lesson.bytes.slice() })
    const id = createHash('sha256').update(lesson.bytes).digest('hex')
    expect(summary).toEqual({ id, name: 'lesson.pdf', kind: 'pdf', bytes: lesson.bytes.length, places: 4, addedAt: 1_000 })
    expect(again).toEqual({ summary, reading, blobs: [] })
    expect(library.list()).toEqual([summary])
  })

  it('DOC-1 the same bytes added twice at once are one document, found once', async () => {
    using library = new Library()
    const both = await Promise.all([library.add(lesson), library.add({ ...lesson, name: 'other.pdf' })])
    expect(both.map(({ summary }) => summary)).toEqual([both[0].summary, both[0].summary])
    expect(both.map(({ blobs }) => blobs.length).reduce((sum, count) => sum + count)).toBe(2)
    expect(library.list()).toHaveLength(1)
    expect(passagesOf(await library.search('rubisco'))).toHaveLength(1)
  })

  it.each([
    ['a PDF by its first bytes, whatever its name says', { ...lesson, name: 'lesson.txt' }, 'pdf'],
    ['Markdown by its ending, in capitals too', textFile('NOTES.MD', '# Osmosis'), 'markdown'],
    ['text by its ending', textFile('notes.v2.txt', 'Osmosis'), 'text'],
    ['text where the name has no ending', textFile('My notes. Part 2', 'Osmosis'), 'text'],
  ])('DOC-2 knows %s', async (_, file, kind) => {
    using library = new Library()
    expect((await library.add(file)).summary.kind).toBe(kind)
  })

  it('DOC-3 keeps a text to the letter and counts its lines', async () => {
    using library = new Library()
    const text = '# Osmose\r\n\r\nWasser *fließt* durch die Membran 🌱.\n'
    const { id, places } = (await library.add(textFile('osmose.md', text))).summary
    expect(await library.read(id, everything)).toBe(text)
    expect(places).toBe(3)
  })

  it('DOC-85 gives a name that another document has a number', async () => {
    using library = new Library()
    const names = []
    for (const [name, text] of [['a.b.txt', 'One.'], ['a.b.txt', 'Two.'], ['x/a.b.txt', 'Three.'], ['a.b.txt', 'One.'], ['.txt', 'Four.'], ['.txt', 'Five.']] as const) {
      names.push((await library.add(textFile(name, text))).summary.name)
    }
    expect(names).toEqual(['a.b.txt', 'a.b (2).txt', 'a.b (3).txt', 'a.b.txt', '.txt', '.txt (2)'])
  })

  it.each(['utf16le', 'utf-16be'])('DOC-3 reads %s that begins with a byte order mark', async (encoding) => {
    using library = new Library()
    const bytes = Buffer.from('\uFEFFWater moves by osmosis.', 'utf16le')
    const { id } = (await library.add({ name: 'notes.txt', bytes: encoding === 'utf16le' ? bytes : bytes.swap16() })).summary
    expect(await library.read(id, everything)).toBe('Water moves by osmosis.')
  })

  it('DOC-3 gives the lines of a PDF with blank lines after headings, paragraphs and pages', async () => {
    using library = new Library()
    const first = ['# Cafés – “naïve” (costs €2)', 'One line', 'and its end.', '', 'Next paragraph.']
    const pages = [first, ['Second page.']]
    const { id } = (await library.add({ name: 'a.pdf', bytes: buildPdf({ pages }) })).summary
    const text = 'Cafés – “naïve” (costs €2)\n\nOne line\nand its end.\n\nNext paragraph.\n\nSecond page.\n\n'
    expect(await library.read(id, everything)).toBe(text)
  })

  it.each([
    ['../../etc/passwd.md', 'passwd.md'],
    ['C:\\notes\\heat.txt', 'heat.txt'],
    ['a\r\nb\0c\u0085.txt', 'abc.txt'],
    ['notes\u202Efdp.txt', 'notesfdp.txt'],
    ['Über Wärme 🌱.md', 'Über Wärme 🌱.md'],
    ['notes/..', 'document'],
    ['notes/ ', 'document'],
  ])('S11 DOC-9 a document given as %j is kept as %j', async (given, name) => {
    using library = new Library()
    await library.add(textFile(given, 'Water moves by osmosis.'))
    expect(library.list().map((summary) => summary.name)).toEqual([name])
  })

  it('DOC-8 takes bytes out of a larger buffer and leaves them as they were', async () => {
    using library = new Library()
    const pool = Buffer.concat([Buffer.from('before'), lesson.bytes, Buffer.from('after')])
    const part = pool.subarray(6, 6 + lesson.bytes.length)
    await library.add({ name: 'lesson.pdf', bytes: part })
    expect(part).toEqual(Buffer.from(lesson.bytes))
    expect(pool.toString('latin1', 0, 6)).toBe('before')
  })
})

describe('what cannot come in', () => {
  const binary = Uint8Array.from({ length: 400 }, (_, index) => (index * 37) & 255)
  it.each([
    ['no bytes', { name: 'a.pdf', bytes: new Uint8Array() }, 'document_empty'],
    ['only white space', textFile('a.md', ' \n\t\n'), 'document_empty'],
    ['a locked PDF', { name: 'a.pdf', bytes: buildPdf({ pages: [['Osmosis']], password: 'x' }) }, 'document_encrypted'],
    ['a PDF of pictures', { name: 'a.pdf', bytes: buildPdfWithoutText(3) }, 'document_without_text'],
    ['a PDF that breaks off', { name: 'a.pdf', bytes: truncate(lesson.bytes, 0.7) }, 'document_unreadable'],
    ['a PDF in name only', textFile('a.pdf', 'Osmosis'), 'document_unreadable'],
    ['a PDF in its first bytes only', textFile('a.pdf', '%PDF-1.7 and then nothing'), 'document_unreadable'],
    ['binary bytes with a text\'s name', { name: 'a.txt', bytes: binary }, 'document_unreadable'],
    ['control characters', textFile('a.md', 'a\0b'), 'document_unreadable'],
    ['half a character of UTF-16', { name: 'a.txt', bytes: Uint8Array.of(0xff, 0xfe, 0x41) }, 'document_unreadable'],
    ['another type', { name: 'a.xyz', bytes: binary }, 'document_type_unsupported'],
    ['too many bytes', { name: 'a.txt', bytes: new Uint8Array(limits.documentBytes + 1) }, 'document_too_large'],
    ['too long a text', textFile('a.txt', 'a '.repeat(bounds.characters / 2 + 1)), 'document_too_large'],
    ['too many pages', { name: 'a.pdf', bytes: buildPdfWithoutText(bounds.pages + 1) }, 'document_too_large'],
  ])('DOC-4 DOC-5 %s: a named error and no residue', async (_, file, code) => {
    using library = new Library()
    expect(await codeOf(library.add(file))).toBe(code)
    expect(library.list()).toEqual([])
    expect(await library.search('osmosis')).toEqual({ verdict: 'no_documents' })
    await library.add(textFile('good.txt', 'Water moves by osmosis.'))
    expect((await library.search('osmosis')).verdict).toBe('found')
  })

  it('the locked PDF of these tests opens with its password, and its text is there', async () => {
    const { getDocument } = await getResolvedPDFJS()
    const data = buildPdf({ pages: [['Osmosis']], password: 'secret' })
    const loading = getDocument({ data, password: 'secret', verbosity: 0 })
    const page = await (await loading.promise).getPage(1)
    expect((await page.getTextContent()).items).toContainEqual(expect.objectContaining({ str: 'Osmosis' }))
    await loading.destroy()
  })

  it('DOC-4 one document more than a session may hold is document_limit, one that is there is not', async () => {
    using library = new Library()
    for (let number = 0; number < limits.documents; number += 1) await library.add(textFile('a.txt', `Note ${number}`))
    expect(await codeOf(library.add(textFile('a.txt', 'One more')))).toBe('document_limit')
    expect(await codeOf(library.add(textFile('a.txt', 'Note 7')))).toBe('added')
    expect(library.list()).toHaveLength(limits.documents)
  })

  it('S11 DOC-4 more bytes than a session may hold are document_limit', async () => {
    const kept = (id: string, bytes: number) => ({
      summary: { id, name: id, kind: 'pdf', bytes, places: 1 } as const,
      reading: `reading of ${id}`,
    })
    const room = 10
    using library = new Library({ documents: [kept('a', limits.documentBytes), kept('b', limits.sessionDocumentBytes - limits.documentBytes - room)] })
    expect(await codeOf(library.add(textFile('a.txt', 'x'.repeat(room + 1))))).toBe('document_limit')
    expect(await codeOf(library.add(textFile('a.txt', 'x'.repeat(room))))).toBe('added')
  })

  it('DOC-4 more text than a session may hold is document_limit', async () => {
    using library = new Library()
    const book = (number: number) => textFile('book.txt', `${number}${' '.repeat(bounds.characters - 8)}x`)
    const books = bounds.libraryCharacters / bounds.characters
    for (let number = 0; number < books; number += 1) await library.add(book(number))
    const note = 'A note that needs more room than the books have left over. '.repeat(3)
    expect(await codeOf(library.add(textFile('note.txt', note)))).toBe('document_limit')
  })

  it('DOC-5 a failing addition leaves the documents that are there', async () => {
    using library = new Library()
    const { summary } = await library.add(lesson)
    await codeOf(library.add({ name: 'a.pdf', bytes: truncate(lesson.bytes, 0.5) }))
    expect(library.list()).toEqual([summary])
    expect(passagesOf(await library.search('rubisco'))).toHaveLength(1)
  })
})

describe('what reading costs', () => {
  const million = 1_000_000
  it.each([
    ['headings', 'a.md', '# a\n'],
    ['emphasis that never closes', 'a.md', '*a_ '],
    ['brackets', 'a.md', '[a]('],
    ['underlines', 'a.md', 'a\n=\n'],
    ['fences', 'a.md', '```\n'],
    ['a word without end', 'a.txt', 'a'],
    ['full stops', 'a.txt', '. '],
    ['blank lines', 'a.txt', '\n \t'],
    ['characters of two units', 'a.txt', '🌱'],
    ['Chinese without a stop', 'a.txt', '光合作用'],
  ])('DOC-6 a million characters of %s are read in linear time', async (_, name, unit) => {
    const seconds = async (length: number) => {
      using library = new Library()
      const started = process.cpuUsage()
      await library.add(textFile(name, unit.repeat(length / unit.length) + ' x'))
      return process.cpuUsage(started).user / 1e6
    }
    await seconds(million / 10)
    // Quadratic work would take seconds for a tenth and minutes for the whole; linear work takes well under a second.
    expect(await seconds(million)).toBeLessThan(8)
  }, 60_000)

  const pages = Array.from({ length: 200 }, (_, index) => sampleLesson[index % sampleLesson.length]!)
  it.each([
    ['PDF', { name: 'long.pdf', bytes: buildPdf({ pages }) }],
    ['text', textFile('long.txt', sampleLesson.flat().join('\n').repeat(200))],
  ])('DOC-7 other work of the thread has its turn while a long %s is read', async (_, file) => {
    using library = new Library()
    // Loads pdf.js, which takes one long turn of each thread.
    await library.add(lesson)
    const { longest, all } = await measureTurns(() => library.add(file))
    expect(longest).toBeLessThan(all / 2)
  }, 30_000)
})
