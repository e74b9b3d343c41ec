import type { Evidence, Mark, OpenQuestion, OpenQuiz, QuizPurpose, Verdict } from '@tutor/protocol'
import { expect, it } from 'vitest'
import { judge } from '../../src/quiz/judge.ts'
import { numbersCourse } from '../tutoring/few-courses.ts'

const item = numbersCourse(1, 1).items[0]!

/** What comes of an answer with this verdict, after those. */
function judged(purpose: QuizPurpose, verdict: Verdict, ...before: readonly Verdict[]) {
  const quiz: OpenQuiz = { quizId: 'z', courseId: 'row', purpose, items: [item.id], help: purpose === 'lesson', startedAt: 0, done: 0 }
  const { id, skill, prompt } = item
  const question: OpenQuestion = {
    questionId: 'z.1', quizId: 'z', purpose, item: { id, skill, prompt, answerKind: 'number' }, asksConfidence: false, expiresAt: 1, askedAt: 0,
    attempts: before.length, hintLevel: 0, tried: before.length > 0, idleRequests: 0, awaits: 'answer',
  }
  const evidence = before.map((each, index): Evidence => ({ answerId: `z.1.${index + 1}`, at: 0, itemId: id, skill, purpose, answer: '1', verdict: each, keyVersion: 'k', hintLevel: 0, attempt: index, counts: false }))
  const mark: Mark = { verdict, by: 'number', feedback: 'So it is.' }
  return judge({ question, mark, item, quiz, evidence })
}

it('TUTOR-5 with help a question stays open until it is right, and after the first success for the learner to say why', () => {
  for (const verdict of ['wrong', 'wrong_form', 'unsure', 'progress'] as const) expect(judged('lesson', verdict, 'wrong').closes).toBe(false)
  expect(judged('lesson', 'right')).toEqual({ closes: false, text: expect.stringContaining('Why does that work?') })
})

it('TUTOR-5 without help there is one try, and a second for what was nearly right; a right step is none', () => {
  expect(judged('quiz', 'wrong')).toEqual({ closes: true, text: expect.stringContaining('It is 7101.') })
  expect(judged('quiz', 'wrong_form')).toEqual({ closes: false, text: 'So it is.' })
  expect(judged('quiz', 'wrong_form', 'progress', 'progress').closes).toBe(false)
  expect(judged('quiz', 'wrong_form', 'wrong_form').closes).toBe(true)
  expect(judged('quiz', 'unsure', 'wrong_form')).toEqual({ closes: true, text: 'So it is. It counts neither way.' })
  expect(judged('diagnostic', 'wrong')).toEqual({ closes: true, text: expect.not.stringContaining('7101') })
})

it('TUTOR-6 in an exam nothing is said of an answer', () => {
  for (const verdict of ['right', 'wrong', 'wrong_form', 'unsure'] as const) expect(judged('exam', verdict)).toEqual({ closes: true, text: 'Noted.' })
  expect(judged('exam', 'progress')).toEqual({ closes: false, text: 'Noted, as a step. What solves it?' })
})
