import type { OpenQuestion } from '@tutor/protocol'
import { ChoiceAnswer } from './choice-answer.tsx'
import { CodeAnswer } from './code-answer.tsx'
import { LineAnswer } from './line-answer.tsx'
import type { Saying } from './saying.ts'
import { TextAnswer } from './text-answer.tsx'

interface AnswerFormProps extends Saying {
  readonly question: OpenQuestion
}

/** A field that fits the kind of answer. */
export function AnswerForm({ question, ...saying }: AnswerFormProps) {
  const { item, questionId } = question
  switch (item.answerKind) {
    case 'choice':
      return <ChoiceAnswer choices={item.choices ?? {}} {...saying} />
    case 'code':
      return <CodeAnswer questionId={questionId} {...saying} />
    case 'points':
      return <TextAnswer questionId={questionId} {...saying} />
    case 'number':
    case 'algebra':
    case 'equation':
    case 'text':
      return <LineAnswer questionId={questionId} kind={item.answerKind} {...saying} />
  }
}
