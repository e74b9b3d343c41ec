import { describeLength, describePlace } from '@tutor/protocol'
import { buildDocx, buildEpub, buildPdf, buildPptx, type DocxBlock } from '@tutor/testkit'
import { describe, expect, it } from 'vitest'
import { Library, type DocumentFile } from '../src/index.ts'
import { arrived, passagesOf, textFile } from './files.ts'

const everything = { start: 0, end: Infinity }

/** What the library has of a document: its text, its outline with places, how long it says it is. */
async function read(file: DocumentFile): Promise<{ text: string; outline: string[]; length: string }> {
  using library = new Library()
  const { summary } = await library.add(arrived(file))
  const outline = (await library.outline(summary.id)).map(({ title, place }) => `${title} (${describePlace(place)})`)
  return { text: await library.read(summary.id, everything), outline, length: describeLength(summary) }
}

const docx = (...blocks: DocxBlock[]): DocumentFile => ({ name: 'lesson.docx', bytes: buildDocx(blocks) })
const run = (words: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${words}</w:t></w:r>`
const paragraph = (content: string, properties = ''): DocxBlock => ({ xml: `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>` })

describe('Word documents', () => {
  it('DOC-53 gives paragraphs, lists and tables, and counts what has words', async () => {
    const { text, length } = await read(docx('Water moves.', '', { list: ['first', 'second'] }, { table: [['Name', 'Use'], ['ATP', 'energy']] }, 'The end.'))
    expect(text).toBe('Water moves.\n\n• first\n• second\n\n| Name | Use\n| ATP | energy\n\nThe end.')
    expect(length).toBe('6 paragraphs')
  })

  it('DOC-53 a table of one column only frames what is in it', async () => {
    const { text, outline } = await read(docx({ xml: '<w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Box</w:t></w:r></w:p><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' }))
    expect(text).toBe('Box\n\nInside.')
    expect(outline).toEqual(['Box (paragraph 1)'])
  })

  it('DOC-53 a table in a cell and a text box keep their words', async () => {
    const cell = (content: string): string => `<w:tc>${content}</w:tc>`
    const words = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
    const inner = `<w:tbl><w:tr>${cell(words('in'))}${cell(words('ner'))}</w:tr></w:tbl>`
    const { text } = await read(docx(
      { xml: `<w:tbl><w:tr>${cell(words('left'))}${cell(inner + words('right'))}</w:tr></w:tbl>` },
      { xml: `<w:p><w:r><w:t>Around</w:t></w:r><w:r><w:drawing><w:txbxContent>${words('In the box')}</w:txbxContent></w:drawing></w:r></w:p>` },
    ))
    expect(text).toBe('| left | in ner right\n\nIn the box\n\nAround')
  })

  it('DOC-54 knows headings by their style in any language, by a style they are based on, by a level of their own', async () => {
    const { outline } = await read(docx(
      'Before all of it comes this sentence with more words.',
      '# Kräfte & Wärme',
      'Text.',
      paragraph(run('Abgeleitet'), '<w:pStyle w:val="Kapitel"/>'),
      paragraph(run('By level'), '<w:outlineLvl w:val="2"/>'),
      paragraph(run('Body'), '<w:outlineLvl w:val="9"/>'),
    ))
    expect(outline).toEqual([
      'Before all of it comes this sentence with … (paragraph 1)',
      'Kräfte & Wärme (paragraph 2)',
      'Abgeleitet (paragraph 4)',
      'By level (paragraph 5)',
    ])
  })

  it('DOC-55 puts a footnote behind its paragraph, once, as a part of it', async () => {
    const { text, length } = await read(docx({ text: 'Water boils at 100 degrees.', footnote: 'At the level of the sea.' }, 'Next.', paragraph('<w:r><w:t>Again.</w:t><w:footnoteReference w:id="1"/></w:r>')))
    expect(text).toBe('Water boils at 100 degrees.\n\nAt the level of the sea.\n\nNext.\n\nAgain.')
    expect(length).toBe('3 paragraphs')
  })

  it('DOC-56 leaves out what was deleted, what is hidden, the table of contents and what is told twice', async () => {
    const { text } = await read(docx(
      paragraph(run('Kept'), ''),
      paragraph(`<w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del><w:moveFrom>${run('Moved')}</w:moveFrom><w:ins>${run('Put in')}</w:ins>`),
      paragraph(run('Hidden', '<w:vanish/>') + run('Shown', '<w:vanish w:val="0"/>')),
      paragraph(run('Chapter 1 … 5'), '<w:pStyle w:val="Verzeichnis1"/>'),
      paragraph(`<mc:AlternateContent><mc:Choice>${run('New')}</mc:Choice><mc:Fallback>${run('Old')}</mc:Fallback></mc:AlternateContent>`),
      paragraph('<w:r><w:instrText>HYPERLINK x</w:instrText><w:tab/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t><w:br/><w:t>D</w:t></w:r>', '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'),
    ))
    expect(text).toBe('Kept\n\nPut in\n\nShown\n\nNew\n\nA-BC\nD')
  })

  it('DOC-57 writes formulas on a line and raised digits as such', async () => {
    const math = (words: string): string => `<m:r><m:t>${words}</m:t></m:r>`
    const fraction = `<m:f><m:num>${math('a+b')}</m:num><m:den>${math('2')}</m:den></m:f>`
    const power = `<m:sSup><m:e>${math('x')}</m:e><m:sup>${math('n+1')}</m:sup></m:sSup>`
    const bars = `<m:d><m:dPr><m:begChr m:val="|"/><m:endChr m:val="|"/></m:dPr><m:e>${math('y')}</m:e></m:d>`
    const { text } = await read(docx(
      paragraph(`<m:oMath>${fraction}${math('=')}${power}${math('+')}${bars}${math('+')}<m:rad><m:e>${math('z')}</m:e></m:rad></m:oMath>`),
      paragraph(run('10') + run('-3', '<w:vertAlign w:val="superscript"/>') + run(' m')),
    ))
    expect(text).toBe('(a+b)/2=x^(n+1)+|y|+√z\n\n10⁻³ m')
  })
})

describe('presentations', () => {
  it('DOC-58 gives title, texts, tables and notes of each slide, in the order in which they are shown', async () => {
    const { text, outline, length } = await read({
      name: 'talk.pptx',
      bytes: buildPptx([
        { title: 'Osmosis', lines: ['Water moves', 'Salt stays'], notes: 'Show the film here.' },
        {},
        { lines: ['A slide without a title'], table: [['a', 'b'], ['c', 'd']] },
      ]),
    })
    expect(text).toBe('Osmosis\n\n• Water moves\n• Salt stays\n\nShow the film here.\n\n\n\nA slide without a title\n\n| a | b\n| c | d')
    expect(outline).toEqual(['Osmosis (slide 1)', 'A slide without a title (slide 3)'])
    expect(length).toBe('3 slides')
  })
})

describe('books', () => {
  const cover = { title: 'Cover', body: '<img src="cover.png" alt=""/>' }
  const first = {
    title: 'The First Chapter',
    sections: { salt: 'On Salt', shore: 'The Shore' },
    body: '<h1>I</h1><p>It begins&nbsp;here.<br/>And on.</p><h2 id="salt">Of Salt</h2><p>Salt.</p><p id="shore">The sea.</p>',
  }
  const goesOn = { body: '<p>It goes on.</p>' }
  const last = { title: 'The Last', body: '<p>It ends.</p>' }

  it.each(['nav', 'ncx'] as const)('DOC-59 DOC-60 gives the texts in their order, with chapters by the %s', async (contents) => {
    const { text, outline, length } = await read({ name: 'book.epub', bytes: buildEpub({ texts: [cover, first, goesOn, last], contents }) })
    expect(text).toBe('I\n\nIt begins here.\nAnd on.\n\nOf Salt\n\nSalt.\n\nThe sea.\n\nIt goes on.\n\nIt ends.')
    expect(outline).toEqual(['I (chapter 1)', 'Of Salt (chapter 1)', 'The Shore (chapter 1)', 'The Last (chapter 2)'])
    expect(length).toBe('2 chapters')
  })

  it('DOC-60 without a table of contents each text with words is a chapter', async () => {
    const { outline } = await read({ name: 'book.epub', bytes: buildEpub({ texts: [cover, first, goesOn, last], contents: 'none' }) })
    expect(outline).toEqual(['I (chapter 1)', 'Of Salt (chapter 1)', 'It goes on. (chapter 2)', 'It ends. (chapter 3)'])
  })
})

describe('web pages', () => {
  it('DOC-61 gives blocks without scripts, styles, menus and what is hidden', async () => {
    const page = `<!DOCTYPE html><html><head><title>Of Water</title><style>p{}</style></head><body><nav><a>Home</a></nav><script>let a</script>
      <p>Water <b>m</b>oves &amp; flows,\n 10<sup>-3</sup>&nbsp;m,<br>caf&eacute;.</p><h2>The <i>Shore</i></h2><p hidden>No</p><div style="display: none">No</div>
      <ul><li>one<li>two<ul><li>inner</ul></ul><ol start=3><li><p>three</p><li>four</ol><pre>  a\n   b</pre><svg><text>No</text></svg><!-- no --></body></html>`
    const { text, outline, length } = await read(textFile('page.html', page))
    expect(text).toBe('Water moves & flows, 10⁻³ m,\ncafé.\n\nThe Shore\n\n• one\n• two\n• inner\n\n3. three\n4. four\n\na\n   b')
    expect(outline).toEqual(['Of Water (line 1)', 'The Shore (line 4)'])
    expect(length).toBe('14 lines')
  })

  it('DOC-61 gives tables row by row, and loses no words of one that only lays out or stands in another', async () => {
    const inner = '<table><tr><td>1<td>2</table>'
    const page = `<table><tr><th>A<th>B<tr><td>x<td><p>y</p><p>z</p></table><table><tr><td><h2>Head</h2><p>Cell.</p>${inner}rest</table>`
    const { text, outline } = await read(textFile('page.htm', page))
    expect(text).toBe('| A | B\n| x | y z\n\nHead\n\nCell.\n\n| 1 | 2\n\nrest')
    expect(outline).toContain('Head (line 4)')
  })

  it.each([
    ['the encoding that the page names', Buffer.from('<meta charset="iso-8859-2"><p>\xB3\xF3d\xBC', 'latin1'), 'łódź'],
    ['UTF-8 where it names none', Buffer.from('<p>łódź'), 'łódź'],
    ['Windows-1252 where it names none and is not UTF-8', Buffer.from('<p>caf\xE9 \x93x\x94', 'latin1'), 'café “x”'],
    ['UTF-16 by its mark', Buffer.from('\uFEFF<p>łódź', 'utf16le'), 'łódź'],
    ['an encoding nobody knows as none', Buffer.from('<meta charset="klingon"><p>łódź'), 'łódź'],
  ])('DOC-62 reads %s', async (_, bytes, text) => {
    expect((await read({ name: 'page.html', bytes })).text).toBe(text)
  })
})

describe('texts and PDFs', () => {
  it('DOC-63 reads Windows-1252, but no other old encoding as if it were that', async () => {
    const western = Buffer.from('Die Energie flie\xDFt \x96 \x84immer\x93 bergab, sagt das Caf\xE9 f\xFCr 2 \x80.', 'latin1')
    expect((await read({ name: 'a.txt', bytes: western })).text).toBe('Die Energie fließt – „immer“ bergab, sagt das Café für 2 €.')
    const russian = Buffer.from('\xDD\xED\xE5\xF0\xE3\xE8\xFF \xF2\xE5\xF7\xE5\xF2 \xE2\xED\xE8\xE7.', 'latin1')
    await expect(read({ name: 'a.txt', bytes: russian })).rejects.toMatchObject({ code: 'document_unreadable', message: expect.stringContaining('UTF-8') as string })
  })

  it('DOC-64 the outline of a PDF is its bookmarks, where it has some', async () => {
    const pages = [['# A Large Title', 'Some words.', '', '1.1 Of salt', 'Salt is white.'], ['# Another', 'More words.'], ['The end.']]
    const outline = async (bookmarks: [string, number][]) => (await read({ name: 'a.pdf', bytes: buildPdf({ pages, bookmarks }) })).outline
    expect(await outline([['1.1 Of Salt', 1], ['Chapter (two)', 2], ['Nowhere', 9]])).toEqual([
      'A Large Title Some words. (page 1)',
      '1.1 Of Salt (page 1)',
      'Chapter (two) (page 2)',
    ])
    expect(await outline([['The whole', 1]])).toEqual(['A Large Title (page 1)', 'Another (page 2)', 'The end. (page 3)'])
  })
})

describe('quotes', () => {
  const sentence = 'The rubisco enzyme fixes carbon dioxide in the stroma.'
  it.each([
    ['docx', buildDocx(['# Plants', 'Leaves are green.', sentence]), 'paragraph 3'],
    ['pptx', buildPptx([{ title: 'Plants' }, { title: 'Enzymes', lines: ['Leaves are green.', sentence] }]), 'slide 2'],
    ['epub', buildEpub({ texts: [{ title: 'Plants', body: '<p>Leaves are green.</p>' }, { title: 'Enzymes', body: `<p>${sentence}</p>` }] }), 'chapter 2'],
    ['html', Buffer.from(`<h1>Plants</h1><p>Leaves are green.</p><p>${sentence}</p>`), 'line 5'],
  ])('DOC-50 DOC-65 a quote of %s stands in the text to the letter, at its place', async (ending, bytes, place) => {
    using library = new Library()
    const { summary } = await library.add({ name: `plants.${ending}`, bytes })
    const [passage] = passagesOf(await library.search('Which enzyme fixes carbon dioxide in the stroma?'))
    expect(summary.kind).toBe(ending)
    expect(passage?.quote).toBe(sentence)
    expect(await library.read(summary.id, passage!)).toBe(sentence)
    expect(describePlace(passage!.place)).toBe(place)
  })
})
