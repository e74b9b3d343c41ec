import { expect, it } from 'vitest'
import { Lesson, day } from './lesson.ts'

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

function helped(level: number): Doing {
  return (lesson) => {
    const question = lesson.ask()
    lesson.hint(question, level)
    lesson.answer(question)
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
