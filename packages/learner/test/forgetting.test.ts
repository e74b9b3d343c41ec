import type { Verdict } from '@tutor/protocol'
import { expect, it } from 'vitest'
import { Lesson, day, minute } from './lesson.ts'

it('LEARN-30 the probability of a mastered skill fades with its memory, and is back when it was recalled', () => {
  const lesson = new Lesson()
  lesson.master()
  const fresh = lesson.mastery().probability
  expect(fresh).toBeGreaterThan(0.97)
  lesson.now += 6 * day
  const [review] = lesson.record.reviews(lesson.now)
  expect(review!.dueAt).toBeLessThan(lesson.now)
  expect(review!.retrievability).toBeCloseTo(0.8225, 3)
  expect(lesson.mastery()).toMatchObject({ status: 'mastered' })
  expect(lesson.mastery().probability).toBeCloseTo(0.8225 * fresh, 2)
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
  expect(lesson.mastery().probability).toBeGreaterThan(0.95)
  expect(lesson.record.reviews(lesson.now)[0]!.dueAt - lesson.now).toBeGreaterThan(14 * day)
})

const daysAfter = (review: Doing): number => {
  const lesson = new Lesson()
  lesson.master()
  lesson.now += 3 * day
  review(lesson)
  return Math.round((lesson.record.reviews(lesson.now)[0]!.dueAt - lesson.now) / day)
}
type Doing = (lesson: Lesson) => void

function sure(confidence: number): Doing {
  return (lesson) => {
    const question = lesson.ask({ asksConfidence: true })
    lesson.tell({ fact: 'confidence_given', questionId: question, confidence })
    lesson.answer(question)
  }
}

function helped(level: number, verdict: Verdict = 'right'): Doing {
  return (lesson) => {
    const question = lesson.ask()
    lesson.hint(question, level)
    lesson.answer(question, verdict)
  }
}

const wrong: Doing = (lesson) => void lesson.do('wrong')

const revealed: Doing = (lesson) => {
  const question = lesson.ask()
  lesson.answer(question, 'wrong')
  lesson.close(question, 'revealed')
}

it('LEARN-31 how an answer was given decides when the skill is asked for again', () => {
  const [again, hard, good, easy] = [wrong, sure(0.3), sure(0.7), sure(1)].map(daysAfter)
  expect(again).toBe(1)
  expect(hard).toBeGreaterThan(again!)
  expect(good).toBeGreaterThan(hard!)
  expect(easy).toBeGreaterThan(good!)
  expect(daysAfter((lesson) => void lesson.do())).toBe(good)
  expect(daysAfter((lesson) => void lesson.do('wrong_form'))).toBe(hard)
  expect(daysAfter(helped(1))).toBe(hard)
  expect(daysAfter(helped(3))).toBe(again)
  expect(daysAfter(helped(3, 'wrong_form'))).toBe(again)
})

it('LEARN-31 what cannot be told, a second answer and a repeated item rate nothing', () => {
  const untouched = daysAfter(() => {})
  expect(daysAfter((lesson) => void lesson.do('unsure'))).toBe(untouched)
  const wrongThenRight = daysAfter((lesson) => {
    const question = lesson.ask()
    lesson.answer(question, 'wrong')
    lesson.answer(question)
  })
  expect(wrongThenRight).toBe(1)
})

it('LEARN-31 an answer by a doubted key, and an item that was answered just before, leave the review where it was', () => {
  const lesson = new Lesson()
  lesson.do('right', { itemId: 'a' })
  lesson.do()
  lesson.do()
  lesson.tell({ fact: 'key_flagged', itemId: 'b', keyVersion: 'k1', reason: '' })
  const before = lesson.record.reviews(lesson.now)
  lesson.do('wrong', { itemId: 'b' })
  lesson.do('wrong', { itemId: 'a' })
  expect(lesson.record.reviews(before[0]!.dueAt)[0]!.dueAt).toBe(before[0]!.dueAt)
  expect(lesson.mastery().status).toBe('mastered')
})

it('LEARN-31 the first rating is good at best, however sure the learner was', () => {
  const [certain, silent] = [new Lesson(), new Lesson()]
  for (let each = 0; each < 3; each++) sure(1)(certain)
  silent.master()
  const interval = (lesson: Lesson) => Math.round((lesson.record.reviews(lesson.now)[0]!.dueAt - lesson.now) / day)
  expect(interval(certain)).toBe(interval(silent))
})

it('LEARN-31 answers of one sitting do not make a memory that lasts, a night later they do', () => {
  const rememberedAfter = (pause: number): number => {
    const lesson = new Lesson()
    lesson.master()
    lesson.now += pause
    lesson.do()
    const [answer] = lesson.record.evidence().slice(-1)
    return lesson.record.reviews(answer!.at + 10 * day)[0]!.retrievability
  }
  expect(rememberedAfter(6 * 60 * minute)).toBe(rememberedAfter(0))
  expect(rememberedAfter(13 * 60 * minute)).toBeGreaterThan(rememberedAfter(0))
})

it('LEARN-30 a clock that was set back brings no review forward', () => {
  const lesson = new Lesson()
  lesson.master()
  const [before] = lesson.record.reviews(lesson.now)
  lesson.now -= 5 * day
  lesson.do()
  expect(lesson.record.reviews(lesson.now)[0]!.dueAt).toBeGreaterThanOrEqual(before!.dueAt)
})

it('LEARN-32 an answer with a little help keeps the mastery, and restores nothing of what was forgotten', () => {
  const lesson = new Lesson()
  lesson.master()
  lesson.now += 6 * day
  const before = lesson.mastery().probability
  helped(1)(lesson)
  expect(lesson.mastery().status).toBe('mastered')
  expect(lesson.mastery().probability).toBeCloseTo(before, 3)
})

it('LEARN-32 a mastered skill that is hardly remembered is forgotten, and one right answer is not enough to master it anew', () => {
  const lesson = new Lesson()
  lesson.master()
  lesson.now += 20 * day
  expect(lesson.mastery().status).toBe('mastered')
  lesson.now += 5 * day
  expect(lesson.mastery().status).toBe('forgotten')
  lesson.do()
  expect(lesson.mastery().status).toBe('forgotten')
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
  lesson.now += 8 * day
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
})

it.each([
  ['LEARN-32 a wrong answer', wrong],
  ['LEARN-32 an answer with the rule', helped(3)],
  ['LEARN-32 a look at the solution', revealed],
] as const)('%s fails the review', (_, review) => {
  const lesson = new Lesson()
  lesson.master()
  lesson.now += 3 * day
  review(lesson)
  expect(lesson.mastery().status).toBe('forgotten')
  lesson.do()
  lesson.do()
  expect(lesson.mastery().status).toBe('mastered')
})

it('LEARN-32 a slip in the sitting in which much was right does not unmake a mastery', () => {
  const lesson = new Lesson()
  lesson.master()
  lesson.master()
  lesson.do('wrong')
  expect(lesson.mastery().status).toBe('mastered')
})

it('LEARN-33 what is due comes first, what is least remembered before the rest; a snooze holds until the next answer', () => {
  const lesson = new Lesson()
  for (const skill of ['old', 'newer', 'newest']) {
    lesson.master(skill)
    lesson.now += 3 * day
  }
  lesson.master('fresh')
  const order = () => lesson.record.reviews(lesson.now).map(({ skill }) => skill)
  expect(order()).toEqual(['old', 'newer', 'newest', 'fresh'])
  const until = lesson.now + 10 * day
  lesson.tell({ fact: 'review_snoozed', skill: 'old', until })
  expect(order()).toEqual(['newer', 'newest', 'fresh', 'old'])
  expect(lesson.record.reviews(lesson.now).at(-1)).toMatchObject({ dueAt: until })
  lesson.do('wrong', { skill: 'old' })
  expect(lesson.record.reviews(lesson.now).find(({ skill }) => skill === 'old')!.dueAt).toBeLessThan(lesson.now + 2 * day)
})
