import type { Evidence, Item, Mark, OpenQuestion, OpenQuiz } from '@tutor/protocol'
import { hasHelp } from './open-question.ts'

interface Judged {
  readonly question: OpenQuestion
  readonly mark: Mark
  readonly item: Item
  readonly quiz: OpenQuiz | undefined
  /** Answers to items of this skill. */
  readonly evidence: readonly Evidence[]
}

/** What an answer leads to: whether its question is over, and what is said. */
export function judge(judged: Judged): { readonly closes: boolean; readonly text: string } {
  const { question, mark, quiz } = judged
  if (mark.verdict === 'progress') return { closes: false, text: question.purpose === 'exam' ? 'Noted, as a step. What solves it?' : mark.feedback }
  if (question.purpose === 'exam') return { closes: true, text: 'Noted.' }
  if (hasHelp(question, quiz)) return judgeInLesson(judged)
  return judgeAlone(judged)
}

/** With help there is always another try. */
function judgeInLesson({ question, mark, quiz, evidence }: Judged): ReturnType<typeof judge> {
  switch (mark.verdict) {
    case 'right': {
      const isFirst = !evidence.some(({ verdict, answerId }) => verdict === 'right' && answerId.startsWith(`${quiz?.quizId ?? question.questionId}.`))
      return isFirst ? { closes: false, text: `✓ ${mark.feedback}\n\n_Why does that work? Say it in a sentence, or /next._` } : { closes: true, text: `✓ ${mark.feedback}` }
    }
    case 'wrong':
      return { closes: false, text: `✗ ${mark.feedback}\n\n_Try again. /hint gives you the next hint._` }
    default:
      return { closes: false, text: mark.feedback }
  }
}

/** Without help there is one try, and a second for what was nearly it. */
function judgeAlone({ question, mark, item, evidence }: Judged): ReturnType<typeof judge> {
  if (mark.verdict === 'right') return { closes: true, text: `✓ ${mark.feedback}` }
  // A right step before it is no try.
  const isSecond = evidence.some(({ answerId, verdict }) => verdict !== 'progress' && answerId.startsWith(`${question.questionId}.`))
  if (mark.verdict !== 'wrong' && !isSecond) return { closes: false, text: mark.feedback }
  if (mark.verdict === 'unsure') return { closes: true, text: `${mark.feedback} It counts neither way.` }
  if (question.purpose === 'diagnostic') return { closes: true, text: '✗ Not yet; that is what this is to find out.' }
  return { closes: true, text: `✗ ${mark.feedback}\n\nThis is how it is done: ${item.solution.trim()}` }
}
