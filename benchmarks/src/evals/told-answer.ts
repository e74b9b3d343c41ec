import type { LearnerRecord } from '@tutor/learner'
import type { AskedItem } from '@tutor/protocol'

export interface ToldAnswer {
  /** Unique in the record. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly right: boolean
  /** How many the item has; none where the answer is made up. */
  readonly choices?: number | undefined
}

/** Tells a record of an item that is asked, answered and closed, as a lesson does. */
export function tellAnswer(record: LearnerRecord, skill: string, { number, at, right, choices }: ToldAnswer): void {
  const questionId = `q${number}`
  const options = choices === undefined ? {} : { choices: Object.fromEntries(Array.from({ length: choices }, (_, index) => [String(index), 'A choice'])) }
  const item: AskedItem = { id: `item-${number}`, skill, prompt: 'x', answerKind: choices === undefined ? 'number' : 'choice', ...options }
  record.apply({ fact: 'question_asked', at, question: { questionId, item, purpose: 'lesson', asksConfidence: false, expiresAt: at } })
  record.apply({ fact: 'answered', at, answerId: `${questionId}.1`, questionId, answer: '1', keyVersion: 'k', mark: { verdict: right ? 'right' : 'wrong', by: 'key', feedback: '' } })
  record.apply({ fact: 'question_closed', at, questionId, reason: 'answered' })
}
