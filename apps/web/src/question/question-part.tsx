import { memo } from 'react'
import type { Known } from '../connection/known-learner.ts'
import { useNow } from '../use-now.ts'
import { ExpiredQuestion } from './expired-question.tsx'
import { LastMark } from './last-mark.tsx'
import { QuestionCard } from './question-card.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

interface QuestionPartProps {
  readonly known: Known
  readonly disabled: boolean
  readonly say: (text: string) => boolean
}

/** What the last answer came to, and the question that is open. */
export const QuestionPart = memo(function QuestionPart({ known, disabled, say }: QuestionPartProps) {
  const now = useNow()
  const { marked, record } = known
  const { question } = record
  const focus = useKeptFocus(`${question?.questionId} ${question?.awaits}`)
  if (!marked && !question) return undefined
  return (
    <div className="question" {...focus}>
      {marked && <LastMark marked={marked} disabled={disabled} say={say} />}
      {question && question.expiresAt <= now && <ExpiredQuestion disabled={disabled} say={say} />}
      {question && question.expiresAt > now && <QuestionCard key={question.questionId} known={known} question={question} disabled={disabled} say={say} />}
    </div>
  )
})
