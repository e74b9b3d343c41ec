import type { NewFact } from '../tutoring/learner.ts'
import type { Tutoring } from '../tutoring/tutoring.ts'

/** Closes a question that has waited too long, and its quiz with it, so that nothing old stands in the way. @returns whether one had */
export async function settleExpired({ learner, log, now }: Pick<Tutoring, 'learner' | 'log' | 'now'>): Promise<boolean> {
  const { question, quiz } = learner
  if (!question || question.expiresAt > now()) return false
  const ended: NewFact[] = quiz ? [{ fact: 'quiz_ended', quizId: quiz.quizId, reason: 'expired' }] : []
  await log.record({ fact: 'question_closed', questionId: question.questionId, reason: question.awaits === 'explanation' ? 'answered' : 'expired' }, ...ended)
  return question.awaits !== 'explanation'
}
