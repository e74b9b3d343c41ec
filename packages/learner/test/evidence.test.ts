import { expect, it } from 'vitest'
import { Lesson, day, minute } from './lesson.ts'

const counting = (lesson: Lesson) => lesson.record.evidence().map(({ counts }) => counts)

it('LEARN-10 the first answer without help counts, right or wrong or in another form; the second and what cannot be told do not', () => {
  const lesson = new Lesson()
  for (const verdict of ['right', 'wrong', 'wrong_form', 'unsure', 'invalid', 'progress'] as const) lesson.do(verdict)
  expect(counting(lesson)).toEqual([true, true, true, false, false])
  expect(lesson.record.evidence().map(({ verdict }) => verdict)).toEqual(['right', 'wrong', 'wrong_form', 'unsure', 'progress'])

  const again = lesson.ask()
  lesson.answer(again, 'wrong')
  lesson.answer(again)
  expect(lesson.record.evidence().slice(-2)).toMatchObject([{ attempt: 0, counts: true }, { attempt: 1, counts: false }])
})

it('LEARN-10 an answer after a hint does not count, and says which and when', () => {
  const lesson = new Lesson()
  const question = lesson.ask()
  lesson.hint(question, 2)
  const hintAt = lesson.now
  lesson.answer(question)
  expect(lesson.record.evidence()).toMatchObject([{ hintLevel: 2, hintAt, counts: false }])
  expect(lesson.mastery()).toMatchObject({ status: 'learning', probability: 0.25, evidence: [] })
})

it('LEARN-10 an answer stops counting when the solution of its question is shown', () => {
  const lesson = new Lesson()
  const question = lesson.ask()
  lesson.answer(question, 'wrong')
  expect(lesson.mastery().probability).toBeLessThan(0.25)
  lesson.close(question, 'revealed')
  expect(counting(lesson)).toEqual([false])
  expect(lesson.mastery().probability).toBe(0.25)
})

it('LEARN-11 right steps before the answer do not keep it from counting, an answer that could not be told does', () => {
  const lesson = new Lesson()
  const steps = lesson.ask()
  lesson.answer(steps, 'progress')
  lesson.answer(steps, 'progress')
  lesson.answer(steps)
  lesson.close(steps)
  const unsure = lesson.ask()
  lesson.answer(unsure, 'unsure')
  lesson.answer(unsure)
  expect(counting(lesson)).toEqual([false, false, true, false, false])
})

it('LEARN-12 an item counts once a sitting, answered or shown; after a night it counts again, and so does its twin', () => {
  const lesson = new Lesson()
  lesson.do('wrong', { itemId: 'a' })
  lesson.do('right', { itemId: 'a' })
  lesson.do('right', { itemId: 'b' })
  const shown = lesson.ask({ itemId: 'c' })
  lesson.close(shown, 'revealed')
  lesson.do('right', { itemId: 'c' })
  expect(counting(lesson)).toEqual([true, false, true, false])
  lesson.now += 12 * 60 * minute
  lesson.do('right', { itemId: 'a' })
  expect(counting(lesson).at(-1)).toBe(true)
})

it('LEARN-12 an item that was asked and not answered counts when it is asked again', () => {
  const lesson = new Lesson()
  lesson.close(lesson.ask({ itemId: 'a' }), 'skipped')
  lesson.ask({ itemId: 'a' })
  lesson.do('right', { itemId: 'a' })
  expect(counting(lesson)).toEqual([true])
})

it('LEARN-13 an answer whose key is flagged does not count, nor do later ones by the same key', () => {
  const lesson = new Lesson()
  lesson.do('wrong', { itemId: 'a' })
  lesson.tell({ fact: 'key_flagged', itemId: 'a', keyVersion: 'k1', reason: 'It is 2.' })
  expect(lesson.record.isDoubted('a', 'k1')).toBe(true)
  expect(lesson.record.isDoubted('a', 'k2')).toBe(false)
  lesson.now += day
  lesson.do('wrong', { itemId: 'a' })
  expect(counting(lesson)).toEqual([false, false])
  lesson.now += day
  const corrected = lesson.ask({ itemId: 'a' })
  lesson.answer(corrected, 'right', { keyVersion: 'k2' })
  expect(counting(lesson).at(-1)).toBe(true)
})

it('LEARN-13 marked anew an answer counts by its new mark, unless the mark is the learner\'s own', () => {
  const lesson = new Lesson()
  const answerId = lesson.do('wrong', { itemId: 'a' })
  lesson.tell({ fact: 'key_flagged', itemId: 'a', keyVersion: 'k1', reason: 'It is 2.' })
  const remark = (by: string) => lesson.tell({ fact: 'remarked', answerId, keyVersion: 'k1', mark: { verdict: 'right', by, feedback: 'You are right.' } })
  remark('learner')
  expect(lesson.mastery()).toMatchObject({ probability: 0.25, evidence: [] })
  remark('number')
  expect(lesson.record.evidence()).toMatchObject([{ verdict: 'right', counts: true }])
  expect(lesson.mastery().probability).toBeGreaterThan(0.6)
})
