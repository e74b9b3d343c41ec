import { describePlace } from '@tutor/protocol'
import { beforeAll, expect, it } from 'vitest'
import { Library } from '../src/index.ts'
import { lesson, passagesOf } from './files.ts'
import { foreignQuestions as foreign, lessonQuestions as answerable } from '@tutor/testkit'

const library = new Library()

beforeAll(async () => {
  await library.add(lesson)
  return () => library.close()
})

const firstPassage = async (question: string) => passagesOf(await library.search(question))[0]

it('DOC-16 the first passage answers at least 90 % of the questions that the lesson answers', async () => {
  const wrong: string[] = []
  for (const [question, page, words] of answerable) {
    const passage = await firstPassage(question)
    const right = passage && describePlace(passage.place) === `page ${page}` && passage.quote.includes(words)
    if (!right) wrong.push(question)
  }
  expect(1 - wrong.length / answerable.length, wrong.join('\n')).toBeGreaterThanOrEqual(0.9)
})

it('DOC-16 at least 90 % of them and at most 5 % of the foreign questions get an answer', async () => {
  const answered = async (questions: readonly string[]) => {
    const passages = await Promise.all(questions.map(firstPassage))
    return questions.filter((_, index) => passages[index])
  }
  const own = await answered(answerable.map(([question]) => question))
  const others = await answered(foreign)
  expect(own.length / answerable.length).toBeGreaterThanOrEqual(0.9)
  expect(others.length / foreign.length, others.join('\n')).toBeLessThanOrEqual(0.05)
})
