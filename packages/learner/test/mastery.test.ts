import { expect, it } from 'vitest'
import { Lesson } from './lesson.ts'

it('LEARN-20 the probability is that of Bayesian knowledge tracing', () => {
  const lesson = new Lesson()
  expect(lesson.mastery()).toEqual({ skill: 'algebra', status: 'unseen', probability: 0.25, evidence: [] })
  const right = lesson.do()
  // 0.25 * 0.9 / (0.25 * 0.9 + 0.75 * 0.2), and 0.15 of the rest.
  expect(lesson.mastery().probability).toBeCloseTo(0.66, 5)
  const wrong = lesson.do('wrong')
  expect(lesson.mastery().probability).toBeCloseTo(0.31598, 5)
  lesson.do('unsure')
  expect(lesson.mastery()).toMatchObject({ status: 'learning', evidence: [right, wrong] })
  expect(lesson.mastery().probability).toBeCloseTo(0.31598, 5)
})

it('LEARN-24 the history of a skill is what was thought after each answer and claim, and goes on from those that are not kept', () => {
  const lesson = new Lesson()
  const first = lesson.do()
  lesson.tell({ fact: 'mastery_corrected', skill: 'algebra', claim: 'unknown', reason: '' })
  expect(lesson.record.history('algebra')).toMatchObject([{ answerId: first, probability: expect.closeTo(0.66) as number }, { claim: 'unknown', probability: 0.25 }])
  expect(lesson.record.history('another')).toEqual([])
  for (let count = 0; count < 30; count++) lesson.do(count % 3 === 0 ? 'wrong' : 'right')
  const history = lesson.record.history('algebra')
  expect(history).toHaveLength(20)
  const last = history.at(-1)!
  expect(last.probability).toBe(lesson.record.mastery('algebra', last.at).probability)
})

it('LEARN-20 another form than the one asked for is not right', () => {
  const [form, wrong] = [new Lesson(), new Lesson()]
  form.do('wrong_form')
  wrong.do('wrong')
  expect(form.mastery().probability).toBe(wrong.mastery().probability)
})

it.each([
  ['LEARN-20 of two choices one is right by chance in two times', 2, 0.46875],
  ['LEARN-20 of four choices in four', 4, 0.61364],
  ['LEARN-20 of twenty choices as often as a number that is made up', 20, 0.66],
  ['LEARN-20 a single choice is taken as one of two', 1, 0.46875],
] as const)('%s', (_, count, probability) => {
  const lesson = new Lesson()
  lesson.do('right', { choices: Object.fromEntries(Array.from({ length: count }, (_, index) => [String(index), `Choice ${index}`])) })
  expect(lesson.mastery().probability).toBeCloseTo(probability, 5)
})

it('LEARN-21 three right answers master a skill, two do not', () => {
  const lesson = new Lesson()
  lesson.do()
  lesson.do()
  expect(lesson.mastery().status).toBe('learning')
  expect(lesson.record.mastered()).toEqual([])
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
  expect(lesson.record.mastered()).toEqual([{ skill: 'algebra', at: lesson.now - 60_000 }])
})

it('LEARN-21 a mastery that rested on a question that was revealed later is none', () => {
  const lesson = new Lesson()
  lesson.do()
  lesson.do()
  const third = lesson.ask()
  lesson.answer(third)
  expect(lesson.mastery().status).toBe('mastered')
  lesson.close(third, 'revealed')
  expect(lesson.mastery().status).toBe('learning')
  expect(lesson.record.reviews(lesson.now)).toEqual([])
})

const claim = (lesson: Lesson, claim: 'known' | 'unknown') => lesson.tell({ fact: 'mastery_corrected', skill: 'algebra', claim, reason: '' })

it('LEARN-22 a claim to know is shown and masters nothing, until the evidence decides', () => {
  const lesson = new Lesson()
  claim(lesson, 'known')
  expect(lesson.mastery()).toEqual({ skill: 'algebra', status: 'learning', probability: 0.7, evidence: [], claim: 'known' })
  lesson.do()
  expect(lesson.mastery()).toMatchObject({ status: 'learning', claim: 'known' })
  expect(lesson.mastery().probability).toBe(0.7)
  lesson.do()
  expect(lesson.mastery().probability).toBeGreaterThan(0.9)
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
  expect(lesson.mastery()).not.toHaveProperty('claim')
})

it('LEARN-22 a wrong answer ends the claim to know', () => {
  const lesson = new Lesson()
  claim(lesson, 'known')
  lesson.do('wrong')
  expect(lesson.mastery()).not.toHaveProperty('claim')
  expect(lesson.mastery().probability).toBeLessThan(0.25)
})

it('LEARN-23 a claim not to know sets a mastered skill back, until it is mastered anew', () => {
  const lesson = new Lesson()
  lesson.master()
  claim(lesson, 'unknown')
  expect(lesson.mastery()).toMatchObject({ status: 'forgotten', claim: 'unknown' })
  expect(lesson.mastery().probability).toBeCloseTo(0.25, 3)
  lesson.do()
  lesson.do()
  expect(lesson.mastery()).toMatchObject({ status: 'forgotten', claim: 'unknown' })
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
  expect(lesson.mastery()).not.toHaveProperty('claim')
})

it('LEARN-23 a claim not to know does not raise what is thought', () => {
  const lesson = new Lesson()
  lesson.do('wrong')
  const before = lesson.mastery().probability
  claim(lesson, 'unknown')
  expect(before).toBeLessThan(0.25)
  expect(lesson.mastery()).toMatchObject({ status: 'learning', probability: before, claim: 'unknown' })
})
