import { describePlace } from '@tutor/protocol'
import { beforeAll, expect, it } from 'vitest'
import { Library } from '../src/index.ts'
import { lesson, passagesOf } from './files.ts'
import { answerable, foreign } from './lesson-questions.ts'

const library = new Library()

beforeAll(async () => {
  await library.add(lesson)
  return () => library.close()
})

it('DOC-16 the first passage answers at least 75 % of the questions that the lesson answers', () => {
  const wrong = answerable.filter(([question, page, words]) => {
    const [passage] = passagesOf(library.search(question))
    return !passage || describePlace(passage.place) !== `page ${page}` || !passage.quote.includes(words)
  })
  const recall = 1 - wrong.length / answerable.length
  expect(recall, wrong.map(([question]) => question).join('\n')).toBeGreaterThanOrEqual(0.75)
})

it('DOC-16 at least 80 % of them and at most 10 % of the foreign questions get an answer', () => {
  const isAnswered = (question: string) => library.search(question).verdict === 'found'
  const answered = (questions: readonly string[]) => questions.filter(isAnswered)
  const own = answered(answerable.map(([question]) => question))
  const others = answered(foreign)
  expect(own.length / answerable.length).toBeGreaterThanOrEqual(0.8)
  expect(others.length / foreign.length, others.join('\n')).toBeLessThanOrEqual(0.1)
})
