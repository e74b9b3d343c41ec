import { sampleLesson } from '@tutor/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { Library } from '../src/index.ts'
import { lesson, passagesOf, textFile } from './files.ts'

const markdown = `---
title: Forces
---
# Forces

A force changes the motion of a body. It is measured
in newtons, after Isaac Newton.

## Gravity

- On Earth a body falls with 9.81 metres per second squared.
- On the Moon it falls six times more slowly.

The capital of a company is the money it works with.
`

const library = new Library()

beforeAll(async () => {
  await library.add(lesson)
  await library.add(textFile('forces.md', markdown))
  return () => library.close()
})

const first = async (query: string) => passagesOf(await library.search(query))[0]

describe('an answer', () => {
  it('DOC-10 quotes the text at its span to the letter, with place and context', async () => {
    const questions = ['Which enzyme fixes carbon dioxide?', 'oxygen', 'Moon falls slowly', 'energy of glucose']
    const results = await Promise.all(questions.map((question) => library.search(question)))
    const passages = results.flatMap(passagesOf)
    expect(passages.length).toBeGreaterThan(5)
    for (const passage of passages) {
      expect(await library.read(passage.documentId, passage)).toBe(passage.quote)
      expect(passage.context).toContain(passage.quote)
      expect(passage.quote).toBe(passage.quote.trim())
    }
  })

  it('DOC-10 says the page of a PDF', async () => {
    const pageLines = sampleLesson[2]!.join('\n')
    expect(await first('What turns like a water wheel?')).toMatchObject({ documentName: 'lesson.pdf', place: { page: 3 } })
    expect(pageLines).toContain((await first('What turns like a water wheel?'))!.quote)
  })

  it('DOC-10 says the line of a text, and quotes across a line end', async () => {
    expect(await first('What was measured and named after Isaac Newton?')).toMatchObject({
      documentName: 'forces.md',
      place: { line: 6 },
      quote: 'It is measured\nin newtons, after Isaac Newton.',
    })
    expect(await first('How fast does it fall on the Moon?')).toMatchObject({
      place: { line: 12 },
      quote: 'On the Moon it falls six times more slowly.',
    })
  })

  it('DOC-11 comes from all documents, best first, within the limit', async () => {
    using notes = new Library()
    await notes.add(textFile('second.txt', 'By osmosis the water of the soil comes in.'))
    await notes.add(textFile('best.txt', 'Water moves by osmosis through a membrane.'))
    const names = async (limit: number) => {
      const passages = passagesOf(await notes.search('How does water move by osmosis?', { limit }))
      return passages.map((passage) => passage.documentName)
    }
    expect(await names(5)).toEqual(['best.txt', 'second.txt'])
    expect(await names(1)).toEqual(['best.txt'])
    expect(passagesOf(await library.search('oxygen'))).toHaveLength(5)
  })

  it('DOC-11 takes one sentence of a chunk', async () => {
    const passages = passagesOf(await library.search('light', { limit: 50 }))
    expect(passages.length).toBeGreaterThan(3)
    expect(new Set(passages.map((passage) => passage.context)).size).toBe(passages.length)
  })

  it('DOC-12 is given once when several documents hold it', async () => {
    using copies = new Library()
    await copies.add(textFile('a.txt', 'Water moves by osmosis.'))
    await copies.add(textFile('b.txt', 'Something first.\n\nWater moves\nby osmosis.'))
    await copies.add(textFile('c.txt', 'Osmosis moves water through a membrane.'))
    const passages = passagesOf(await copies.search('How does osmosis move water?'))
    const quotes = passages.map((passage) => passage.quote.replaceAll(/\s/g, ' '))
    expect(quotes.toSorted()).toEqual(['Osmosis moves water through a membrane.', 'Water moves by osmosis.'])
  })

  it('DOC-11 is not a heading where there is text under it', async () => {
    using notes = new Library()
    await notes.add(textFile('a.md', '# Osmosis\n\nOsmosis is the way of water through a membrane.\n'))
    const quotes = passagesOf(await notes.search('osmosis')).map((passage) => passage.quote)
    expect(quotes).toEqual(['Osmosis is the way of water through a membrane.'])
  })

  it('DOC-11 is a heading with the first sentence under it where only both together answer', async () => {
    using notes = new Library()
    await notes.add(textFile('a.md', '# Mitochondria\n\nThey are the power houses of the cell. There are many.\n'))
    const [passage] = passagesOf(await notes.search('What are mitochondria?'))
    expect(passage?.quote).toBe('# Mitochondria\n\nThey are the power houses of the cell.')
  })
})

describe('words of asking', () => {
  it.each(['What does osmosis mean?', 'Explain how osmosis works.', 'Give a definition of osmosis', 'What is work?'])(
    'DOC-11 count only when nothing else is asked for: %s',
    async (question) => {
      using notes = new Library()
      await notes.add(textFile('a.txt', 'Osmosis moves water through a membrane. Work is force times distance.'))
      expect(passagesOf(await notes.search(question))).toHaveLength(1)
    },
  )
})

describe('no answer', () => {
  it('DOC-11 one shared word is none, however rare it is', async () => {
    expect((await first('capital'))?.quote).toContain('capital of a company')
    expect((await library.search('What is the capital of France?')).verdict).toBe('not_found')
  })

  it('DOC-13 comes with the nearest sections, at most three, each once', async () => {
    const result = await library.search('How does energy reach the brain of a jellyfish under water?')
    expect(result).toMatchObject({ verdict: 'not_found' })
    const nearest = result.verdict === 'not_found' ? result.nearest : []
    expect(nearest).toHaveLength(3)
    expect(new Set(nearest.map((section) => section.title)).size).toBe(3)
    for (const section of nearest) expect(await library.outline(section.documentId)).toContainEqual(section)
  })

  const nothing = ['', '   ', 'What is it about?', '???', '🌱']
  it.each(nothing)('DOC-13 names no section for %j, in which there is nothing to look for', async (query) => {
    expect(await library.search(query)).toEqual({ verdict: 'not_found', score: 0, nearest: [] })
  })

  it('DOC-13 names no section when none shares a word with the question', async () => {
    expect(await library.search('Who painted the Mona Lisa?')).toEqual({ verdict: 'not_found', score: 0, nearest: [] })
  })

  it('DOC-13 is told apart from having no documents', async () => {
    using empty = new Library()
    expect(await empty.search('osmosis')).toEqual({ verdict: 'no_documents' })
  })
})

describe('a query', () => {
  it.each([
    ['a quotation mark', '"'],
    ['two of them', '""'],
    ['a star and a caret', '* ^'],
    ['a prefix', 'rubisco*'],
    ['NEAR', '"rubisco" NEAR("light", 5)'],
    ['a column', 'terms:rubisco AND NOT light'],
    ['a column filter', '{terms} : x'],
    ['signs', '-rubisco + ('],
    ['SQL', "'; DROP TABLE chunks;--"],
    ['a null character', 'a\0b'],
    ['half a surrogate pair', '\uD83C'],
    ['one word of 65,536 letters', 'x'.repeat(65_536)],
    ['8,000 words', 'rubisco '.repeat(8_000)],
    ['200 different words', Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')],
    ['characters that SQLite may not know', '١٢٣ ⅷ ͏ \u{1E030} \u{10D40}'],
    ['operators only', 'AND OR NOT NEAR'],
  ])('DOC-14 takes %s for words', async (_, query) => {
    expect(['found', 'not_found']).toContain((await library.search(query)).verdict)
  })

  it('DOC-14 quotation marks and operators leave its words as they are', async () => {
    expect((await first('"rubisco" AND (enzyme*)'))?.quote).toContain('rubisco')
  })

  it.each([
    ['case', 'RUBISCO'],
    ['inflection', 'thylakoids'],
    ['a year', '1779'],
    ['a number with a point', '9.81'],
    ['a number with a comma', '1,500'],
    ['a possessive', "Calvin's cycle"],
  ])('DOC-15 finds %s', async (_, query) => {
    expect((await library.search(query)).verdict).toBe('found')
  })

  it.each([
    ['accents', 'Le café est une boisson.', 'cafe boisson'],
    ['a decomposed accent', 'Le cafe\u0301 est chaud.', 'café'],
    ['a hyphen at a line end', 'This is photo-\nsynthesis at work.', 'photosynthesis'],
    ['a ligature', 'The ﬁbre is strong.', 'fibre'],
    ['a subscript', 'Plants take in CO₂ from the air.', 'CO2'],
    ['German', 'Die Hauptstadt von Frankreich ist Paris.', 'Was ist die Hauptstadt von Frankreich?'],
    ['Chinese', '植物通过光合作用制造糖。动物不能。', '光合作用'],
    ['Japanese', '光合成は葉緑体で行われる。呼吸は別である。', '葉緑体'],
    ['Thai', 'พืชสังเคราะห์ด้วยแสงในคลอโรพลาสต์', 'คลอโรพลาสต์'],
    ['Hindi', 'पौधे सूर्य के प्रकाश से भोजन बनाते हैं।', 'सूर्य प्रकाश'],
    ['Arabic', 'النباتات تصنع الغذاء من الضوء.', 'النباتات الضوء'],
    ['Greek', 'Η φωτοσύνθεση γίνεται στα φύλλα.', 'ΦΩΤΟΣΥΝΘΕΣΗ'],
    ['Russian', 'Растения получают энергию от света.', 'растения энергию'],
  ])('DOC-15 finds %s', async (_, text, query) => {
    using notes = new Library()
    await notes.add(textFile('notes.txt', `${text}\n\nSomething else altogether.`))
    const [passage] = passagesOf(await notes.search(query))
    expect(text).toContain(passage?.quote)
  })
})
