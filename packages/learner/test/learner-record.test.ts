import { expect, it } from 'vitest'
import type { LearningFact, Verdict } from '@tutor/protocol'
import { LearnerRecord, xapiStatements, type StoredLearner } from '../src/index.ts'
import { Lesson, day } from './lesson.ts'

const stored = (record: LearnerRecord) => JSON.parse(JSON.stringify(record)) as StoredLearner

/** Numbers by chance that repeat. */
function* chance(seed: number): Generator<number, never> {
  for (let state = seed; ; ) yield (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

function busyLesson(seed: number, count: number): Lesson {
  const lesson = new Lesson()
  const numbers = chance(seed)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(numbers.next().value * values.length)]!
  const verdicts: readonly Verdict[] = ['right', 'right', 'right', 'wrong', 'wrong_form', 'unsure', 'progress', 'invalid']
  for (let each = 0; each < count; each++) {
    const skill = pick(['a', 'b', 'c'])
    const question = lesson.ask({ skill, itemId: `${skill}${pick([1, 2, 3, 4, 5, 6])}`, quizId: 'z', asksConfidence: pick([true, false]) })
    if (pick([true, false, false])) lesson.hint(question, pick([1, 2, 3, 4, 5]))
    const answerId = lesson.answer(question, pick(verdicts))
    if (pick([true, false])) lesson.answer(question, pick(verdicts))
    lesson.close(question, pick(['answered', 'answered', 'answered', 'revealed', 'skipped', 'expired']))
    const odd = pick(Array.from({ length: 20 }, (_, index) => index))
    if (odd === 0) lesson.tell({ fact: 'mastery_corrected', skill, claim: pick(['known', 'unknown']), reason: '' })
    if (odd === 1) lesson.tell({ fact: 'key_flagged', itemId: `${skill}1`, keyVersion: 'k1', reason: '' })
    if (odd === 2) lesson.tell({ fact: 'remarked', answerId, mark: { verdict: 'right', by: 'number', feedback: '' }, keyVersion: 'k2' })
    if (odd === 3) lesson.tell({ fact: 'review_snoozed', skill, until: lesson.now + day })
    if (odd === 4) lesson.tell({ fact: 'evidence_forgotten', skill })
    lesson.now += pick([0, 0, 0, day, 3 * day])
  }
  return lesson
}

const shown = (record: LearnerRecord, now: number) => ({
  question: record.question,
  quiz: record.quiz,
  mastery: ['a', 'b', 'c'].map((skill) => record.mastery(skill, now)),
  evidence: record.evidence(),
  reviews: record.reviews(now),
  mastered: record.mastered(),
})

it('LEARN-1 a stored record that goes on with the rest is the same as one that saw all', () => {
  for (const seed of [1, 2, 3]) {
    const { facts, record, now } = busyLesson(seed, 200)
    for (const cut of [0, 1, 137, Math.floor(facts.length / 2), facts.length]) {
      const first = new LearnerRecord()
      facts.slice(0, cut).forEach((fact) => first.apply(fact))
      const second = new LearnerRecord(stored(first))
      facts.slice(cut).forEach((fact) => second.apply(fact))
      expect(shown(second, now)).toEqual(shown(record, now))
      expect(stored(second)).toEqual(stored(record))
    }
  }
})

it('LEARN-1 evidence of all skills comes in the order in which it was given', () => {
  const lesson = new Lesson()
  const answers = ['b', 'a', 'b', 'c', 'a'].map((skill) => lesson.do('right', { skill }))
  expect(lesson.record.evidence().map(({ answerId }) => answerId)).toEqual(answers)
  expect(lesson.record.evidence('a').map(({ answerId }) => answerId)).toEqual([answers[1], answers[4]])
})

it('LEARN-2 facts in any order, with any holes, never throw', () => {
  const { facts, now } = busyLesson(4, 120)
  const numbers = chance(7)
  const shuffled = facts.map((fact) => ({ fact, at: numbers.next().value })).toSorted((a, b) => a.at - b.at).map(({ fact }) => fact)
  const record = new LearnerRecord()
  for (const fact of shuffled) {
    for (const hole of Object.keys(fact)) record.apply({ ...fact, [hole]: undefined })
    record.apply({ ...fact, at: NaN })
    record.apply({ ...fact, at: 1e300 })
    record.apply(fact)
  }
  expect(() => xapiStatements(record, { learnerId: 'anna\ud800', homePage: 'https://tutor.example/' })).not.toThrow()
  record.apply({ fact: 'dreamt', at: now } as unknown as LearningFact)
  record.apply({ fact: 'constructor', at: now } as unknown as LearningFact)
  for (const { probability } of shown(record, now).mastery) expect(probability).toBeGreaterThanOrEqual(0)
  expect(record.reviews(now).every(({ retrievability }) => retrievability >= 0 && retrievability <= 1)).toBe(true)
})

it('LEARN-2 what is not there is not changed', () => {
  const lesson = new Lesson()
  lesson.do()
  const before = stored(lesson.record)
  lesson.answer('q99', 'wrong')
  lesson.hint('q99', 3)
  lesson.close('q99', 'revealed')
  for (const fact of ['hint_refused', 'explained'] as const) lesson.tell({ fact, questionId: 'q99', reason: 'no_effort', text: '' })
  lesson.tell({ fact: 'confidence_given', questionId: 'q99', confidence: 1 })
  lesson.tell({ fact: 'quiz_ended', quizId: 'z', reason: 'done' })
  lesson.tell({ fact: 'remarked', answerId: 'q99.1', keyVersion: 'k1', mark: { verdict: 'wrong', by: 'number', feedback: '' } })
  lesson.tell({ fact: 'review_snoozed', skill: 'history', until: lesson.now + day })
  lesson.tell({ fact: 'evidence_forgotten', skill: 'history' })
  expect(stored(lesson.record)).toEqual(before)
})

it('LEARN-3 a learner with 50,000 answers has a small record that still knows the sum', () => {
  const lesson = new Lesson()
  for (let each = 0; each < 50_000; each++) {
    const question = lesson.ask({ skill: `skill-${each % 60}` })
    lesson.answer(question, each % 7 === 0 ? 'wrong' : 'right', { answer: '1'.repeat(3000) })
    lesson.facts.length = 0
  }
  expect(lesson.record.evidence()).toHaveLength(400)
  expect(lesson.record.evidence('skill-1').length).toBeLessThanOrEqual(20)
  expect(lesson.record.evidence()[0]!.answer).toHaveLength(2000)
  expect(JSON.stringify(lesson.record).length).toBeLessThan(1_100_000)
  const { earlier, evidence } = lesson.mastery('skill-1')
  expect(earlier!.counted + evidence.length).toBe(Math.ceil(49_999 / 60))
  expect(earlier!.right).toBeLessThan(earlier!.counted)
})

it('LEARN-3 one skill keeps its last 20 answers, and the skill left alone longest is let go of', () => {
  const lesson = new Lesson()
  const answers = Array.from({ length: 25 }, () => lesson.do())
  expect(lesson.mastery()).toMatchObject({ evidence: answers.slice(5), earlier: { counted: 5, right: 5 }, status: 'mastered' })
  for (let each = 0; each < 2000; each++) lesson.tell({ fact: 'mastery_corrected', skill: `skill-${each}`, claim: 'known', reason: '' })
  expect(lesson.mastery().status).toBe('unseen')
  expect(lesson.mastery('skill-0').claim).toBe('known')
})

it('LEARN-4 the open question knows how it stands', () => {
  const lesson = new Lesson()
  const question = lesson.ask({ asksConfidence: true })
  expect(lesson.record.question).toMatchObject({ questionId: question, askedAt: lesson.now, attempts: 0, hintLevel: 0, tried: false, idleRequests: 0, awaits: 'confidence' })
  lesson.tell({ fact: 'confidence_given', questionId: question, confidence: 0.6 })
  expect(lesson.record.question).toMatchObject({ confidence: 0.6, awaits: 'answer' })
  lesson.answer(question, 'invalid')
  expect(lesson.record.question).toMatchObject({ attempts: 0, tried: false })
  lesson.tell({ fact: 'hint_refused', questionId: question, reason: 'attempt_first' })
  expect(lesson.record.question).toMatchObject({ idleRequests: 1 })
  lesson.answer(question, 'wrong')
  expect(lesson.record.question).toMatchObject({ attempts: 1, tried: true, idleRequests: 0 })
  lesson.hint(question, 2)
  lesson.hint(question, 1)
  expect(lesson.record.question).toMatchObject({ hintLevel: 2, tried: false })
  lesson.answer(question)
  expect(lesson.record.question).toMatchObject({ attempts: 2, awaits: 'explanation' })
  lesson.tell({ fact: 'explained', questionId: question, text: 'Both sides.' })
  expect(lesson.record.question).toMatchObject({ awaits: 'answer' })
  lesson.close(question)
  expect(lesson.record.question).toBeUndefined()
})

it('LEARN-4 a quiz moves on with its questions, a twin not counted, and is remembered when it ends', () => {
  const lesson = new Lesson()
  const quiz = { quizId: 'z', courseId: 'c', purpose: 'quiz', items: ['a', 'b'], help: true }
  lesson.tell({ fact: 'quiz_started', quiz })
  const startedAt = lesson.now
  const first = lesson.ask({ itemId: 'a', quizId: 'z' })
  lesson.close(first, 'revealed')
  lesson.do('right', { itemId: 'a2', quizId: 'z', twinOf: first })
  lesson.do('right', { itemId: 'x' })
  expect(lesson.record.quiz).toEqual({ ...quiz, startedAt, done: 1 })
  lesson.do('right', { itemId: 'b', quizId: 'z' })
  lesson.tell({ fact: 'quiz_ended', quizId: 'z', reason: 'done' })
  expect(lesson.record.quiz).toBeUndefined()
  expect(lesson.record.lastQuiz).toMatchObject({ quizId: 'z', done: 2 })
})

it('LEARN-4 a quiz whose items are changed goes on where it is', () => {
  const lesson = new Lesson()
  const quiz = { quizId: 'z', courseId: 'c', purpose: 'diagnostic', items: ['a', 'b'], help: false }
  lesson.tell({ fact: 'quiz_started', quiz })
  lesson.do('right', { itemId: 'a', quizId: 'z' })
  lesson.tell({ fact: 'quiz_changed', quizId: 'other', items: [] })
  lesson.tell({ fact: 'quiz_changed', quizId: 'z', items: ['a', 'c', 'd'] })
  expect(lesson.record.quiz).toMatchObject({ items: ['a', 'c', 'd'], done: 1 })
})

it('LEARN-7 what would be after some facts is told, and the record stays as it is', () => {
  const lesson = new Lesson()
  for (let skill = 0; skill < 20; skill++) for (let count = 0; count < 20; count++) lesson.do('right', { skill: `s${skill}`, itemId: `${skill}.${count}` })
  const before = JSON.stringify(stored(lesson.record))
  const startedAt = performance.now()
  const after = lesson.record.after([{ fact: 'mastery_corrected', skill: 's3', claim: 'unknown', reason: '', at: lesson.now }])
  expect(performance.now() - startedAt).toBeLessThan(20)
  expect(after.mastery('s3', lesson.now).claim).toBe('unknown')
  expect(after.evidence()).toHaveLength(399)
  expect(JSON.stringify(stored(lesson.record))).toBe(before)
})

const plan = { courseId: 'c', goal: 'Pass', skills: ['algebra'], days: [], cause: 'asked' }

function known(): Lesson {
  const lesson = new Lesson()
  lesson.tell({ fact: 'course_chosen', courseId: 'c' })
  lesson.tell({ fact: 'mode_chosen', mode: 'ask' })
  lesson.tell({ fact: 'plan_made', plan })
  lesson.tell({ fact: 'items_made', documentId: 'd', blob: 'b', count: 3 })
  lesson.tell({ fact: 'key_flagged', itemId: 'x', keyVersion: 'k1', reason: 'My secret reason' })
  lesson.master('algebra')
  lesson.master('geometry')
  return lesson
}

it('LEARN-6 a forgotten skill is as if it had never been there', () => {
  const lesson = known()
  lesson.tell({ fact: 'evidence_forgotten', skill: 'algebra' })
  expect(lesson.mastery('algebra')).toEqual({ skill: 'algebra', status: 'unseen', probability: 0.25, evidence: [] })
  expect(lesson.record.reviews(lesson.now).map(({ skill }) => skill)).toEqual(['geometry'])
  expect(JSON.stringify(stored(lesson.record).skills)).not.toContain('algebra')
  expect(lesson.record.plan).toEqual(plan)
})

it('LEARN-6 of a learner who has everything forgotten nothing is left but their choices and their documents\' items', () => {
  const lesson = known()
  const question = lesson.ask()
  lesson.tell({ fact: 'evidence_forgotten', skill: '*' })
  expect(lesson.record.evidence()).toEqual([])
  expect(lesson.record.reviews(lesson.now)).toEqual([])
  expect(lesson.record.plan).toBeUndefined()
  expect(lesson.record.isDoubted('x', 'k1')).toBe(false)
  expect(lesson.record).toMatchObject({ courseId: 'c', mode: 'ask', madeItems: [{ documentId: 'd', blob: 'b', count: 3 }] })
  expect(lesson.record.question?.questionId).toBe(question)
  lesson.record.dropDocument('d')
  expect(lesson.record.madeItems).toEqual([])
})
