import { LearnerRecord } from '@tutor/learner'
import type { LearningFact, Plan, Verdict } from '@tutor/protocol'
import { describe, expect, it } from 'vitest'
import { dateOf, dayNumber, mondayOf, weeksFrom } from '../src/learning/days.ts'
import { shownDays } from '../src/learning/plan-days.ts'
import { calibrationOf, confidenceGroups, sureAnswers } from '../src/learning/quiz-report.ts'
import { skillLayers } from '../src/learning/skill-layers.ts'

const at = Date.UTC(2026, 10, 28, 12)

describe('the map of the skills', () => {
  it('WEB-9 has each skill below all that it requires, and under them', () => {
    const skills = [
      { skill: 'a', requires: [] },
      { skill: 'b', requires: [] },
      { skill: 'of-b', requires: ['b'] },
      { skill: 'of-a', requires: ['a', 'gone'] },
      { skill: 'of-both', requires: ['a', 'of-b'] },
    ]
    expect(skillLayers(skills).map((layer) => layer.map(({ skill }) => skill))).toEqual([['a', 'b'], ['of-a', 'of-b'], ['of-both']])
    expect(skillLayers([])).toEqual([])
  })
})

describe('the calendar', () => {
  it('WEB-10 has whole weeks from Monday, also over the end of a year', () => {
    expect(mondayOf('2026-11-28')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect(weeksFrom('2026-12-28', 1)).toEqual([['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03']])
    expect([dayNumber('2027-01-01'), dayNumber('2027-01-02')]).toEqual(['1 Jan', '2'])
  })

  it('WEB-10 says which days were missed, and shows the exam on a day of its own', () => {
    const tasks = [{ kind: 'learn', skills: ['sums/add'], minutes: 20 }] as const
    const days = ['2026-11-26', '2026-11-27', '2026-11-28'].map((date) => ({ date, tasks }))
    const plan: Plan = { courseId: 'sums', goal: 'Sums', skills: ['sums/add'], days, examOn: '2026-12-04', cause: 'asked' }
    const record = recordOf(asked('q', 1), { ...answered('q', 'right'), at: Date.parse('2026-11-27T09:00') })
    const shown = [...shownDays({ record, pastDays: [{ date: '2026-11-25', tasks }] }, plan, at).values()]
    expect(shown.map(({ date, isMissed, isExam }) => [date, isMissed, isExam])).toEqual([['2026-11-25', true, false], ['2026-11-26', true, false], ['2026-11-27', false, false], [dateOf(at), false, false], ['2026-12-04', false, true]])
  })
})

describe('how well learners judge themselves', () => {
  it('WEB-12 is told by the first answer to each question of the last quiz, right steps left out', () => {
    const record = recordOf(
      { fact: 'quiz_started', at, quiz: { quizId: 'exam-1', courseId: 'sums', purpose: 'exam', items: ['a', 'b'], help: false } },
      asked('exam-1.1', 1), sure('exam-1.1', 0.9), answered('exam-1.1', 'progress'), answered('exam-1.1', 'wrong', 2), answered('exam-1.1', 'right', 3),
      asked('exam-1.2', 2), sure('exam-1.2', 1), answered('exam-1.2', 'right'),
      asked('exam-1.3', 3), answered('exam-1.3', 'right'),
      { fact: 'quiz_ended', at, quizId: 'exam-1', reason: 'done' },
    )
    const answers = sureAnswers(record)
    expect(answers).toEqual([{ confidence: 0.9, isRight: false }, { confidence: 1, isRight: true }])
    expect(calibrationOf(answers)).toEqual({ confidence: 0.95, right: 0.5, brier: expect.closeTo(0.405) as number })
    expect(confidenceGroups(answers)).toEqual([{ from: 0.8, to: 1, answers: 2, right: 1 }])
    expect(sureAnswers(new LearnerRecord())).toEqual([])
  })
})

function recordOf(...facts: readonly LearningFact[]): LearnerRecord {
  const record = new LearnerRecord()
  for (const fact of facts) record.apply(fact)
  return record
}

function asked(questionId: string, item: number): LearningFact {
  return { fact: 'question_asked', at, question: { questionId, item: { id: `sums/add/${item}`, skill: 'sums/add', prompt: '1 + 1', answerKind: 'number' }, purpose: 'exam', asksConfidence: true, expiresAt: at + 1 } }
}

function sure(questionId: string, confidence: number): LearningFact {
  return { fact: 'confidence_given', at, questionId, confidence }
}

function answered(questionId: string, verdict: Verdict, attempt = 1): LearningFact {
  return { fact: 'answered', at, questionId, answerId: `${questionId}.${attempt}`, answer: '2', mark: { verdict, by: 'number', feedback: 'So.' }, keyVersion: 'k' }
}
