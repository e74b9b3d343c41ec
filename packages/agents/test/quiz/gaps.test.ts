import { describe, expect, it } from 'vitest'
import { answerOf, checkGaps, findGaps } from '../../src/quiz/gaps.ts'

function asked(text: string): string[] {
  return findGaps(text).map((gap) => gap.asked)
}

describe('TUTOR-10 gaps', () => {
  it.each([
    ['a term that is defined', 'Osmosis is the movement of water through a membrane.', '____ is the movement of water through a membrane.', { kind: 'text', accept: ['Osmosis'] }],
    ['a term of several words, without its article', 'The greenhouse effect is a warming of the air near the ground.', 'The ____ is a warming of the air near the ground.', { kind: 'text', accept: ['greenhouse effect'] }],
    ['a name, also by its last part', 'Radium was found in Paris by Marie Curie and her husband.', 'Radium was found in Paris by ____ and her husband.', { kind: 'text', accept: ['Marie Curie', 'Curie'] }],
    ['a number', 'The human heart beats about 72 times in a minute.', 'The human heart beats about ____ times in a minute.', { kind: 'number', value: '72' }],
    ['a number with commas', 'The town of our school has 12,500 people in it.', 'The town of our school has ____ people in it.', { kind: 'number', value: '12500' }],
  ])('ask for %s', (...[, text, gap, answer]) => {
    expect(asked(text)).toEqual([gap])
    expect(answerOf(findGaps(text)[0]!)).toEqual(answer)
  })

  it.each([
    ['what begins with a pronoun', 'This is a sentence that says nothing at all.'],
    ['what stands twice', 'In 5 of the cases 5 people were there.'],
    ['a part of a date', 'It was on 2024-05-01 that they all came.'],
    ['what is no sentence', 'Osmosis is the movement of water through a membrane'],
    ['what is too short', 'It has 5 legs.'],
  ])('are not made of %s', (_, text) => {
    expect(asked(text)).toEqual([])
  })

  it('are made of sentences that are wrapped, and not over headings and lists', () => {
    const text = '# Cells\nThe wall of a plant cell is about 2 times\nas thick.\n\nMitochondria are the parts of a cell that give it the energy\nthat it needs.\n- Diffusion is the spreading of particles in a fluid.\n'
    expect(asked(text)).toEqual(['The wall of a plant cell is about ____ times as thick.', '____ are the parts of a cell that give it the energy that it needs.'])
    for (const { sentence } of findGaps(text)) expect(text.slice(sentence.start, sentence.end).replace('\n', ' ')).toBe(sentence.text)
  })

  it('take time in proportion to the text, whatever it is', () => {
    for (const piece of ['word ', 'a', '1,', 'A b ', '. ', 'Ab Cd ', '\n- ', '“']) {
      const startedAt = performance.now()
      findGaps(piece.repeat(400_000 / piece.length))
      expect(performance.now() - startedAt, piece).toBeLessThan(2_000)
    }
  })

  it('that are proposed are taken where they are true to the text', () => {
    const text = 'Plants make sugar\nfrom light. They need water for it.'
    const proposals = [
      { quote: 'Plants make sugar from light.', key: 'sugar' },
      { quote: 'They need water for it.', key: 'water' },
      { quote: 'Plants make salt from light.', key: 'salt' },
      { quote: 'They need water for it.', key: 'wat' },
      { quote: 'They need water for it.', key: 'light' },
      { quote: 'They need water for it.', key: 'They need water for' },
      { quote: ' ', key: '' },
    ]
    expect(checkGaps(text, proposals).map((gap) => [gap.asked, gap.key])).toEqual([['Plants make ____ from light.', 'sugar'], ['They need ____ for it.', 'water']])
  })
})
