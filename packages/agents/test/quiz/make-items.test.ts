import { expect, it } from 'vitest'
import { quizTools } from '../../src/index.ts'
import { openTaught } from '../tutoring/taught.ts'

const { signal } = new AbortController()
const text = `Its only line
Osmosis is the movement of water through a membrane. The heart of a mouse beats about 600 times in a minute. Plants make sugar
from light in their leaves. Radium was found in Paris by Marie Curie and her husband.`

async function openWithNotes() {
  const taught = openTaught()
  await taught.material.add({ name: 'notes.txt', bytes: Buffer.from(text) })
  return taught
}

it('TUTOR-10 what is proposed comes first where it is true to the document, then what is found, and nothing twice', async () => {
  const { tools, known, quiz } = await openWithNotes()
  const proposals = [
    { quote: 'Plants make sugar from light in their leaves.', key: 'leaves' },
    { quote: 'Plants make gold from light in their leaves.', key: 'gold' },
  ]
  const made = await tools.call('quiz.make', { count: 2, proposals })
  expect(made).toEqual({ text: 'Made 2 questions from “notes.txt”.', count: 2, refused: 1, skill: 'made/id-of-notes.txt' })
  const { question } = await quiz.start({ purpose: 'lesson', skills: ['made/id-of-notes.txt'] }, signal)
  expect(question?.item.prompt).toBe('Fill the gap:\n\n> Plants make sugar from light in their ____.')
  expect(await quiz.answer({ answer: 'leaves' }, signal)).toMatchObject({ mark: { verdict: 'right' } })
  expect(await tools.call('quiz.make', { proposals })).toMatchObject({ count: 2, refused: 1 })
  expect(await tools.call('quiz.make', { proposals })).toMatchObject({ count: 0, text: 'There is nothing more to ask about in “notes.txt” than what there is.' })
  expect(known.record.madeItems.map(({ count }) => count)).toEqual([2, 2])
})

it('TUTOR-10 hints tell the heading, how long the key is, and how it begins', async () => {
  const { quiz, tutor } = await openWithNotes()
  await quiz.make({}, signal)
  const { text: asked } = await quiz.start({ purpose: 'lesson', skills: ['made/id-of-notes.txt'] }, signal)
  expect(asked).toMatch(/^\*\*Question 1 of 3\*\* · From “notes\.txt”[^]*> ____ is the movement/)
  const hints: string[] = []
  for (let rung = 0; rung < 4; rung++) {
    await quiz.answer({ answer: 'sugar' }, signal)
    hints.push((await tutor.hint(signal)).text)
  }
  expect(hints.map((hint) => hint.slice(hint.indexOf(': ') + 2))).toEqual([
    'What is described here? Say it in your own words first.',
    'Look in “notes.txt”, under “Its only line”.',
    'It is one word.',
    'It begins with “O”.',
  ])
})

it('TUTOR-10 quiz.make takes no proposal that is longer than a sentence', () => {
  const { input } = quizTools.find(({ name }) => name === 'quiz.make')!
  expect(input.safeParse({ proposals: [{ quote: 'a'.repeat(401), key: 'a' }] }).success).toBe(false)
})
