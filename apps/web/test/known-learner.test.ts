import { LearnerRecord } from '@tutor/learner'
import type { LearningFact, PlanDay } from '@tutor/protocol'
import { expect, test } from 'vitest'
import { KnownLearner } from '../src/connection/known-learner.ts'

const at = Date.UTC(2026, 10, 27, 12)
const asked: LearningFact = { fact: 'question_asked', at, question: { questionId: 'q', item: { id: 'sums/add/1', skill: 'sums/add', prompt: '1 + 1', answerKind: 'number' }, purpose: 'lesson', asksConfidence: false, expiresAt: at + 1 } }
const answered: LearningFact = { fact: 'answered', at, questionId: 'q', answerId: 'q.1', answer: '3', mark: { verdict: 'wrong', by: 'number', feedback: 'Count again.' }, keyVersion: 'k' }
const plan = (today: string, ...dates: readonly string[]): LearningFact => {
  const days: readonly PlanDay[] = dates.map((date) => ({ date, tasks: [{ kind: 'learn', skills: ['sums/add'], minutes: 20 }] }))
  return { fact: 'plan_made', at: Date.parse(today), plan: { courseId: 'sums', goal: 'Sums', skills: ['sums/add'], days, cause: 'missed_days' } }
}

test('WEB-8 what an answer came to is shown until the learner says something else', () => {
  const learner = new KnownLearner()
  learner.apply(asked)
  const before = learner.known
  learner.apply(answered)
  expect(learner.known).not.toBe(before)
  expect(learner.known.marked).toMatchObject({ answer: '3', mark: { feedback: 'Count again.' }, question: { questionId: 'q', attempts: 0 } })
  learner.turn()
  expect(learner.known.marked).toBeUndefined()
})

test('WEB-10 the days of a plan that were over when it was made anew stay, and go when all is forgotten', () => {
  const learner = new KnownLearner()
  learner.apply(plan('2026-11-27', '2026-11-27', '2026-11-28', '2026-11-30'))
  expect(learner.known.pastDays).toEqual([])
  learner.apply(plan('2026-11-29', '2026-11-29', '2026-12-01'))
  learner.apply(plan('2026-11-29', '2026-11-29', '2026-12-02'))
  expect(learner.known.pastDays.map(({ date }) => date)).toEqual(['2026-11-27', '2026-11-28'])
  learner.apply({ fact: 'evidence_forgotten', at, skill: '*' })
  expect(learner.known).toMatchObject({ pastDays: [], record: { plan: undefined } })
})

test('WEB-9 what the server tells anew takes the place of what was known', () => {
  const learner = new KnownLearner()
  const other = new LearnerRecord()
  other.apply({ fact: 'mastery_corrected', at, skill: 'sums/add', claim: 'known', reason: '' })
  learner.apply(asked)
  learner.replace(JSON.parse(JSON.stringify(other)) as object)
  expect(learner.known.record.question).toBeUndefined()
  expect(learner.known.record.mastery('sums/add', at)).toMatchObject({ claim: 'known' })
})
