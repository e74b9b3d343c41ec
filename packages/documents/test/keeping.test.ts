import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildPdf } from '@tutor/testkit'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { Library } from '../src/index.ts'
import { codeOf, lesson, textFile } from './files.ts'

async function titles(file: { name: string; bytes: Uint8Array }): Promise<string[]> {
  using library = new Library()
  const { id } = (await library.add(file)).summary
  return (await library.outline(id)).map(({ title, place }) => `${Object.values(place)[0]} ${title}`)
}

describe('an outline', () => {
  it('DOC-20 of a PDF holds its larger print', async () => {
    expect(await titles(lesson)).toEqual([
      '1 How Living Things Get Their Energy',
      '1 The Cell and Its Parts',
      '2 Photosynthesis',
      '2 The Two Stages',
      '3 Cellular Respiration',
      '3 Life without Oxygen',
      '4 Energy in an Ecosystem',
      '4 What Limits Growth',
      '4 An Experiment',
    ])
  })

  it('DOC-20 shows a page without a heading by its first words, a heading of two lines as one', async () => {
    const pages = [
      ['This page has no heading, only words of equal size.'],
      ['# Light and', '# Dark', 'Body text of the second page is long enough.'],
    ]
    const found = await titles({ name: 'a.pdf', bytes: buildPdf({ pages }) })
    expect(found).toEqual(['1 This page has no heading, only words of …', '2 Light and Dark'])
  })

  it('DOC-20 shows what stands above the first heading of a PDF, but no running head and no contents', async () => {
    const pages = [
      ['A book of light.', '# Contents', '# Rays . . . . . . . 2'],
      ['A book of light.', '# Rays', 'Light runs straight.'],
    ]
    const found = await titles({ name: 'a.pdf', bytes: buildPdf({ pages }) })
    expect(found).toEqual(['1 A book of light.', '1 Contents', '2 Rays'])
  })

  it('DOC-20 of plain text holds the short lines that stand alone', async () => {
    const text = 'Notes of Monday\n\nWater moves by osmosis.\n\nIt does:\n\nmore\n\nGravity 2\n\nAll things fall.\n'
    expect(await titles(textFile('a.txt', text))).toEqual(['1 Notes of Monday', '9 Gravity 2'])
    expect(await titles(textFile('a.txt', 'water moves by osmosis.'))).toEqual(['1 water moves by osmosis.'])
  })

  it('DOC-20 of Markdown holds the headings that CommonMark sees outside of lists and quotations', async () => {
    const text = [
      'Opening *words*.', '', '# One `two` **three** ##', '#hash', '    # code', '```md', '# fenced', '~~~', '```',
      'Set', '===', '', '- item', '---', 'Also set', '-----', '~~~~', '# in tildes', '~~~', '~~~~', '####### seven',
      '###### six', '## [link](http://a.b) snake_case_name', '', '---', '', '#', 'end',
    ].join('\n')
    const headings = fromMarkdown(text).children.filter((node) => node.type === 'heading')
    const found = await titles(textFile('a.md', text))
    expect(found).toEqual([
      '1 Opening *words*.', '3 One two three', '10 Set', '15 Also set', '22 six', '23 link snake_case_name',
    ])
    // CommonMark counts the empty heading on line 27 as well.
    expect(headings.map((node) => node.position!.start.line)).toEqual([3, 10, 15, 22, 23, 27])
  })

  it('DOC-20 skips front matter', async () => {
    expect(await titles(textFile('a.md', '---\ntitle: Light\n---\n\n# Light\n'))).toEqual(['5 Light'])
    const opened = '---\ntitle: Light\n---\n\nOpening.\n\n# Light\n'
    expect(await titles(textFile('a.md', opened))).toEqual(['5 Opening.', '7 Light'])
  })
})

describe('a part of a text', () => {
  it('DOC-24 has the places in it, and all parts are the whole', async () => {
    using library = new Library()
    const { id } = (await library.add(lesson)).summary
    const { text, length, place, breaks } = await library.part(id, { start: 0, end: Infinity })
    expect([text.length, place, breaks.length]).toEqual([length, { page: 1 }, 3])
    for (const [index, start] of breaks.entries()) expect(await library.part(id, { start, end: start + 10 })).toEqual({ documentId: id, start, text: text.slice(start, start + 10), length, place: { page: index + 2 }, breaks: [] })
    expect(await library.part(id, { start: breaks[0]! - 1, end: breaks[1]! + 1 })).toMatchObject({ place: { page: 1 }, breaks: breaks.slice(0, 2) })
    expect(await library.part(id, { start: length + 5, end: length + 9 })).toEqual({ documentId: id, start: length, text: '', length, place: { page: 4 }, breaks: [] })
    for (const { title, start, place: at } of await library.outline(id)) expect(await library.part(id, { start, end: start + title.length })).toMatchObject({ text: title, place: at })
  })

  it('DOC-24 counts lines', async () => {
    using library = new Library()
    const { id } = (await library.add(textFile('a.txt', 'one\ntwo\n\nfour\n'))).summary
    expect(await library.part(id, { start: 4, end: 17 })).toMatchObject({ text: 'two\n\nfour\n', place: { line: 2 }, breaks: [8, 9] })
  })
})

describe('a document that is not there', () => {
  it('DOC-21 is document_unknown to read, outline and remove', async () => {
    using library = new Library()
    for (const documents of [0, 1]) {
      if (documents === 1) await library.add(lesson)
      const read = () => library.read('x', { start: 0, end: 1 })
      const part = () => library.part('x', { start: 0, end: 1 })
      for (const call of [read, part, () => library.outline('x'), () => library.remove('x')]) {
        expect(await codeOf(Promise.resolve().then<unknown>(call))).toBe('document_unknown')
      }
    }
  })

  it('DOC-21 is found no more once it is removed, and may come again', async () => {
    using library = new Library()
    const { summary: note } = await library.add(textFile('a.txt', 'Water moves by osmosis.'))
    await library.add(textFile('b.txt', 'Water boils at 100 degrees.'))
    library.remove(note.id)
    expect(library.list().map((document) => document.name)).toEqual(['b.txt'])
    expect(await library.search('osmosis')).toEqual({ verdict: 'not_found', score: 0, nearest: [] })
    await library.add(textFile('a.txt', 'Water moves by osmosis.'))
    expect((await library.search('osmosis')).verdict).toBe('found')
  })
})

describe('an empty library', () => {
  it('DOC-22 costs less than 200 bytes', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    const before = process.memoryUsage().heapUsed
    const libraries = Array.from({ length: 10_000 }, () => new Library())
    for (const library of libraries) await library.search('osmosis')
    collect()
    expect((process.memoryUsage().heapUsed - before) / libraries.length).toBeLessThan(200)
  })

  it('DOC-22 is what remains when the last document is removed', async () => {
    using library = new Library()
    library.remove((await library.add(lesson)).summary.id)
    expect(library.list()).toEqual([])
    expect(await library.search('rubisco')).toEqual({ verdict: 'no_documents' })
  })
})

describe('closing', () => {
  it('DOC-23 may be done twice, and nothing comes in afterwards', async () => {
    const library = new Library()
    await library.add(lesson)
    library.close()
    library.close()
    expect(await library.search('rubisco')).toEqual({ verdict: 'no_documents' })
    await expect(library.add(lesson)).rejects.toThrow('closed')
  })

  it('DOC-5 DOC-23 ends an addition under way, which leaves nothing behind', async () => {
    const library = new Library()
    const adding = library.add(lesson)
    library.close()
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' })
    expect(library.list()).toEqual([])
  })
})
