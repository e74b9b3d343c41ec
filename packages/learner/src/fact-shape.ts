import type { LearningFact } from '@tutor/protocol'

type Field = 'text' | 'truth' | 'number' | 'moment' | 'object' | 'list'
type Name = LearningFact['fact']

/** The last moment that a `Date` can tell. */
const latest = 8.64e15

/** What a fact of each kind has at least, for it to be taken into account. */
const fieldsOf: Readonly<Record<Name, Readonly<Record<string, Field>>>> = {
  course_chosen: { courseId: 'text' },
  mode_chosen: { mode: 'text' },
  quiz_started: { quiz: 'object' },
  quiz_changed: { quizId: 'text', items: 'list' },
  quiz_ended: { quizId: 'text' },
  question_asked: { question: 'object', 'question.item': 'object', 'question.item.skill': 'text' },
  confidence_given: { questionId: 'text', confidence: 'number' },
  answered: { answerId: 'text', questionId: 'text', answer: 'text', mark: 'object', keyVersion: 'text' },
  hint_given: { questionId: 'text', level: 'number' },
  hint_refused: { questionId: 'text' },
  question_closed: { questionId: 'text', reason: 'text' },
  explained: { questionId: 'text' },
  key_flagged: { itemId: 'text', keyVersion: 'text' },
  remarked: { answerId: 'text', mark: 'object', keyVersion: 'text' },
  mastery_corrected: { skill: 'text', claim: 'text' },
  evidence_forgotten: { skill: 'text' },
  review_snoozed: { skill: 'text', until: 'moment' },
  plan_made: { plan: 'object' },
  items_made: { documentId: 'text', blob: 'text', count: 'number' },
  sharing_chosen: { on: 'truth' },
  progress_viewed: { by: 'text' },
  model_used: { tokens: 'number' },
}

/** Whether it is a fact of a known kind, whole. A newer server may have written others. */
export function isWhole(fact: LearningFact): boolean {
  if (!isMoment(fact.at) || !Object.hasOwn(fieldsOf, fact.fact)) return false
  return Object.entries(fieldsOf[fact.fact]).every(([path, field]) => isField(valueAt(fact, path), field))
}

function isMoment(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= latest
}

function valueAt(fact: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], fact)
}

function isField(value: unknown, field: Field): boolean {
  switch (field) {
    case 'text':
      return typeof value === 'string'
    case 'truth':
      return typeof value === 'boolean'
    case 'number':
      return Number.isFinite(value)
    case 'moment':
      return isMoment(value)
    case 'object':
      return typeof value === 'object' && value !== null
    case 'list':
      return Array.isArray(value)
  }
}
