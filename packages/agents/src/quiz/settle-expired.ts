import type { OpenQuestion } from '@tutor/protocol'
import type { Learner, NewFact } from '../tutoring/learner.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { waitingQuestion } from './open-question.ts'

/** Closes a question that has waited too long, and its quiz with it, so that nothing old stands in the way. @returns whether one had */
export async function settleExpired(tutoring: Pick<Tutoring, 'learner' | 'log' | 'now'>): Promise<boolean> {
  const { learner, log } = tutoring
  const { question } = learner
  if (!question || waitingQuestion(tutoring)) return false
  await log.record(...endingFacts(learner, 'expired'))
  return !isAnswered(question)
}

/** Ends what is under way. A question that was answered, and only waited for an explanation, stays answered. */
export function endingFacts({ question, quiz }: Pick<Learner, 'question' | 'quiz'>, reason: 'dropped' | 'expired'): readonly NewFact[] {
  const closed: NewFact[] = question ? [{ fact: 'question_closed', questionId: question.questionId, reason: isAnswered(question) ? 'answered' : reason }] : []
  return quiz ? [...closed, { fact: 'quiz_ended', quizId: quiz.quizId, reason }] : closed
}

function isAnswered({ awaits }: OpenQuestion): boolean {
  return awaits === 'explanation'
}
