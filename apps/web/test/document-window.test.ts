import type { DocumentPart, Place } from '@tutor/protocol'
import { describe, expect, test } from 'vitest'
import { DocumentWindow } from '../src/documents/reader/document-window.ts'

interface Whole {
  readonly text: string
  readonly breaks: readonly number[]
  readonly unit: 'page' | 'line'
}

/** What the server gives of a text (WIRE-110). */
function partOf({ text, breaks, unit }: Whole, start: number, end: number): DocumentPart {
  const number = 1 + breaks.filter((each) => each <= start).length
  return { documentId: 'd', start, text: text.slice(start, end), length: text.length, place: { [unit]: number } as Place, breaks: breaks.filter((each) => each > start && each < end) }
}

const pages: Whole = { text: 'One.\n\nTwo.\n\nThree\n\nFour.\n\n', breaks: [6, 12, 12, 19], unit: 'page' }
const told = (window: DocumentWindow) => window.blocks.map(({ start, text, place, begun }) => [start, text, place, begun.join(' ')])

describe('the paragraphs of a document', () => {
  test('WEB-42 know their pages, also those without words', () => {
    expect(told(new DocumentWindow(partOf(pages, 0, 99)))).toEqual([[0, 'One.', 1, '1'], [6, 'Two.', 2, '2'], [12, 'Three', 4, '3 4'], [19, 'Four.', 5, '5']])
  })

  test('WEB-42 are the same from however many parts, in whatever order they come', () => {
    const whole = told(new DocumentWindow(partOf(pages, 0, 99)))
    for (let cut = 1; cut < pages.text.length; cut++) {
      const [before, after] = [partOf(pages, 0, cut), partOf(pages, cut, 99)]
      expect(told(new DocumentWindow(before).withAfter(after)), `cut at ${cut}`).toEqual(whole)
      expect(told(new DocumentWindow(after).withBefore(before)), `cut at ${cut}`).toEqual(whole)
    }
  })

  test('WEB-42 of a text without pages have the number of their first line', () => {
    const text = 'one\ntwo\n \n\nfive\nsix'
    const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index + 1)
    expect(told(new DocumentWindow(partOf({ text, breaks, unit: 'line' }, 0, 99)))).toEqual([[0, 'one\ntwo', 1, ''], [11, 'five\nsix', 5, '']])
  })

  test('WEB-42 flow over the line ends of a page, but not over those of lists and short lines, and keep every character in its place', () => {
    const text = 'A long line that ends with the page\nand goes on here until the end\nshort\n• an item of a list that is long\n2. and one more of them that is long'
    const [paragraph] = new DocumentWindow(partOf({ text, breaks: [], unit: 'page' }, 0, 999)).blocks
    expect(paragraph?.text).toBe('A long line that ends with the page and goes on here until the end short\n• an item of a list that is long\n2. and one more of them that is long')
    expect(paragraph?.text).toHaveLength(text.length)
    const rows = '00000010 74 65 78 74 2f 78\n00000020 00 05 64 69 66 66'
    expect(new DocumentWindow(partOf({ text: rows, breaks: [], unit: 'page' }, 0, 999)).blocks[0]?.text).toBe(rows)
  })
})

test('WEB-42 six parts are held at most, those that come last', () => {
  const long: Whole = { text: 'x'.repeat(100), breaks: [], unit: 'line' }
  let window = new DocumentWindow(partOf(long, 40, 50))
  for (let start = 50; start < 100; start += 10) window = window.withAfter(partOf(long, start, start + 10))
  expect([window.start, window.end, window.length]).toEqual([40, 100, 100])
  window = window.withBefore(partOf(long, 30, 40))
  expect([window.start, window.end, window.holds(90), window.holds(91)]).toEqual([30, 90, true, false])
  window = window.withAfter(partOf(long, 90, 100))
  expect([window.start, window.end]).toEqual([40, 100])
})

test('WEB-40 a quote is found at its span, else where its words stand nearest to it, else nowhere', () => {
  const text = 'Owls hunt. Mice hide. Owls hunt. The end.'
  const window = new DocumentWindow(partOf({ text, breaks: [], unit: 'line' }, 0, 99))
  expect([22, 20, 4, 3].map((at) => window.find('Owls hunt.', at))).toEqual([22, 22, 0, 0])
  expect(window.find('Owls sing.', 0)).toBeUndefined()
  const part = new DocumentWindow(partOf({ text, breaks: [], unit: 'line' }, 11, 99))
  expect([part.find('Owls hunt.', 22), part.find('Mice', 11)]).toEqual([22, 11])
})
