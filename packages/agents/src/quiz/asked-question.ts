import type { AskedQuestion, Item, OpenQuestion, OpenQuiz, QuizPurpose } from '@tutor/protocol'

const hourMs = 3_600_000

/** How long a question waits. One of a lesson heals by tomorrow; a quiz may be gone on with on the day after. */
const waitingMs: Readonly<Record<QuizPurpose, number>> = { diagnostic: 24 * hourMs, lesson: 24 * hourMs, quiz: 48 * hourMs, exam: 48 * hourMs, review: 48 * hourMs }

/** The next question of a quiz. */
export function askedQuestion(item: Item, { quiz, now }: { readonly quiz: OpenQuiz; readonly now: number }): AskedQuestion {
  const { quizId, purpose, done } = quiz
  return { questionId: `${quizId}.${done + 1}`, item: shown(item), purpose, quizId, asksConfidence: purpose !== 'lesson', expiresAt: now + waitingMs[purpose] }
}

/** In the place of a question whose solution was shown. */
export function twinQuestion(item: Item, { questionId, quizId, purpose }: OpenQuestion, now: number): AskedQuestion {
  return { questionId: `${questionId}t`, item: shown(item), purpose, ...(quizId !== undefined && { quizId }), twinOf: questionId, asksConfidence: false, expiresAt: now + waitingMs[purpose] }
}

/** @param taken ids that there were */
export function newQuizId(purpose: QuizPurpose, now: number, taken: readonly (string | undefined)[]): string {
  const id = `${purpose}-${now.toString(36)}`
  return taken.includes(id) ? newQuizId(purpose, now + 1, taken) : id
}

/** Without its key, its hints and its solution. */
function shown({ id, skill, prompt, choices, answer }: Item): AskedQuestion['item'] {
  return { id, skill, prompt, ...(choices && { choices }), answerKind: answer.kind }
}
