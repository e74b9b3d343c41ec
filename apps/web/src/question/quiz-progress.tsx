import type { OpenQuestion, OpenQuiz, QuizPurpose } from '@tutor/protocol'
import { X } from 'lucide-react'
import type { Saying } from './saying.ts'

const names: Readonly<Record<QuizPurpose, string>> = { diagnostic: 'First look', lesson: 'Lesson', quiz: 'Quiz', exam: 'Mock exam', review: 'Review' }

interface QuizProgressProps extends Saying {
  readonly question: OpenQuestion
  readonly quiz: OpenQuiz | undefined
  readonly hasHelp: boolean
  /** Of the question's skill. */
  readonly title: string
}

/** Which question it is of how many, what of, and whether there is help. */
export function QuizProgress({ question: { purpose, quizId, twinOf }, quiz, hasHelp, title, disabled, say }: QuizProgressProps) {
  const own = quiz?.quizId === quizId ? quiz : undefined
  const end = `End the ${names[purpose].toLowerCase()}`
  return (
    <header className="quiz">
      <div className="quiz-line">
        <strong>{names[purpose]}</strong>
        <span>{twinOf !== undefined ? 'One more of the same kind' : own && `Question ${own.done + 1} of ${own.items.length}`}</span>
        {!hasHelp && <span className="badge">No help</span>}
        <button className="plain icon" aria-label={end} title={end} disabled={disabled} onClick={() => say('/stop')}><X size={18} aria-hidden /></button>
      </div>
      {own && <progress aria-label="Questions done" value={own.done} max={own.items.length} />}
      <p className="quiz-skill">{title}</p>
    </header>
  )
}
