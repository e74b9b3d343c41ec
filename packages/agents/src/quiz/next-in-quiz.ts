import type { AskedQuestion, OpenQuiz } from '@tutor/protocol'
import { skillOf, type Items } from '../tutoring/items.ts'
import type { Learner, NewFact } from '../tutoring/learner.ts'
import type { Teaching } from '../tutoring/teaching.ts'
import { askedQuestion } from './asked-question.ts'
import { ItemChoice } from './choose-items.ts'

/** What follows in a quiz, and the facts that make it so. */
export interface NextInQuiz {
  readonly facts: readonly NewFact[]
  readonly question?: AskedQuestion
  /** The quiz, where it is over. */
  readonly ended?: OpenQuiz
}

/**
 * The next question of the quiz that is under way, or its end. Nothing is recorded here.
 *
 * @param learner as they are after all that has happened, kept or not
 */
export async function nextInQuiz(teaching: Teaching, items: Items, learner: Learner): Promise<NextInQuiz> {
  if (!learner.quiz) return { facts: [] }
  const now = teaching.now()
  const ids = await itemsNow(teaching, items, learner)
  const quiz = { ...learner.quiz, items: ids }
  const { quizId } = quiz
  const changed: NewFact[] = ids.join(' ') === learner.quiz.items.join(' ') ? [] : [{ fact: 'quiz_changed', quizId, items: ids }]
  const next = ids[quiz.done]
  const item = next === undefined || isReached(quiz, learner, now) ? undefined : await items.find(next)
  if (!item) return { facts: [...changed, { fact: 'quiz_ended', quizId, reason: 'done' }], ended: quiz }
  const question = askedQuestion(item, { quiz, now })
  return { facts: [...changed, { fact: 'question_asked', question }], question }
}

/** Of a diagnostic, what the answers so far leave open; of others, what was chosen without what is gone or doubted since. */
async function itemsNow(teaching: Teaching, items: Items, learner: Learner): Promise<readonly string[]> {
  const quiz = learner.quiz!
  const choice = new ItemChoice(items, learner)
  const course = quiz.purpose === 'diagnostic' ? teaching.courses.course(quiz.courseId) : undefined
  if (course) return await choice.diagnostic(course, teaching.now(), quiz)
  const left = quiz.items.slice(quiz.done)
  while (left.length > 0 && !(await choice.isAskable(left[0]!))) left.shift()
  return [...quiz.items.slice(0, quiz.done), ...left]
}

/** A lesson or a quiz is over when all of its skills are mastered; one from a document is not, since each of its questions is of something else. */
function isReached({ purpose, items, done }: OpenQuiz, learner: Learner, now: number): boolean {
  if (purpose !== 'lesson' && purpose !== 'quiz') return false
  return done > 0 && items.every((id) => !id.startsWith('made/') && learner.mastery(skillOf(id), now).status === 'mastered')
}
