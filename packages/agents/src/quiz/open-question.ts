import type { OpenQuestion, OpenQuiz } from '@tutor/protocol'
import type { Tutoring } from '../tutoring/tutoring.ts'

/** The question that waits for its answer; none once it has expired, though that may not be recorded yet. */
export function waitingQuestion(tutoring: Pick<Tutoring, 'learner' | 'now'>): OpenQuestion | undefined {
  const { question } = tutoring.learner
  return question && question.expiresAt > tutoring.now() ? question : undefined
}

/** Whether hints and explanations go with it. Outside a quiz, only a lesson's question has them. */
export function hasHelp({ purpose }: Pick<OpenQuestion, 'purpose'>, quiz: OpenQuiz | undefined): boolean {
  return quiz?.help ?? purpose === 'lesson'
}
