import { beforeEach, expect, it } from 'vitest'
import { ReviewAgent, reviewPrompts, reviewResources, reviewTools, type DueReviews, type Tools } from '../../src/index.ts'
import { FewCourses, longCourse } from '../tutoring/few-courses.ts'
import { day, KnownLearner } from '../tutoring/known-learner.ts'

/** Answers like the Quiz agent's tools, and remembers what they were given. */
class QuizTools implements Tools {
  readonly calls: { readonly name: string; readonly input: object }[] = []

  list() {
    return Promise.resolve([])
  }

  async call(name: string, input: object, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted()
    this.calls.push({ name, input })
    return { text: `From ${name}.` }
  }
}

let known: KnownLearner
let tools: QuizTools
let review: ReviewAgent

beforeEach(() => {
  known = new KnownLearner()
  tools = new QuizTools()
  review = new ReviewAgent(known, tools)
})

const call = async (name: string, input: object = {}, signal = new AbortController().signal) => {
  const tool = reviewTools.find((each) => each.name === name)!
  return await tool.run({ review }, tool.input.parse(input), { signal })
}

const quiz = { quizId: 'z', courseId: 'equations', items: ['equations/one-step/1'], help: false }
const begin = (purpose: 'review' | 'quiz') => known.log.record({ fact: 'quiz_started', quiz: { ...quiz, purpose } })

it('TUTOR-50 what is due is told with since when, the most urgent first; else what comes next', async () => {
  expect(await call('review.due')).toEqual({ text: 'No review is due. Reviews begin when you have mastered a skill.', reviews: [] })
  await known.master('equations/one-step')
  expect(await call('review.due')).toMatchObject({ text: 'No review is due. The next is “One-step equations” on 14 Nov.', reviews: [], next: { skill: 'equations/one-step' } })
  known.time += 3 * day
  await known.master('equations/two-step')
  known.time += 3 * day
  const due = await call('review.due')
  expect(due).toMatchObject({ reviews: [{ skill: 'equations/one-step' }, { skill: 'equations/two-step' }] })
  expect(due).toMatchObject({ text: '2 reviews are due:\n- One-step equations: since 14 Nov, remembered with 0.82\n- Two-step equations: since 17 Nov, remembered with 0.88' })
})

it('TUTOR-51 a review asks one item of each due skill, the most urgent first, and says so before the question', async () => {
  for (const skill of ['equations/two-step', 'equations/one-step', 'made/notes']) {
    await known.master(skill)
    known.time += 0.9 * day
  }
  expect(await call('review.start')).toMatchObject({ text: expect.stringMatching(/^One review is due:[^]*\n\nFrom quiz\.start\.$/) })
  known.time += 9 * day
  await call('review.start')
  expect(tools.calls).toEqual([
    { name: 'quiz.start', input: { purpose: 'review', skills: ['equations/two-step'], count: 1 } },
    { name: 'quiz.start', input: { purpose: 'review', skills: ['equations/two-step', 'equations/one-step'], count: 2 } },
  ])
})

it('TUTOR-51 no more than ten skills are asked about at a time', async () => {
  known = new KnownLearner(new FewCourses([longCourse(12)]))
  review = new ReviewAgent(known, tools)
  for (let each = 1; each <= 12; each++) {
    await known.master(`long/s${each}`)
    known.time += 60_000
  }
  known.time += 9 * day
  expect((await call('review.start')) as DueReviews).toMatchObject({ reviews: { length: 12 } })
  const skills = Array.from({ length: 10 }, (_, index) => `long/s${index + 1}`)
  expect(tools.calls).toEqual([{ name: 'quiz.start', input: { purpose: 'review', skills, count: 10 } }])
})

it('TUTOR-51 where nothing is due, or nothing can be asked about it, nothing is asked', async () => {
  expect(await call('review.start')).toMatchObject({ reviews: [] })
  await known.master('made/notes')
  known.time += 9 * day
  expect(await call('review.start')).toMatchObject({ reviews: [{ skill: 'made/notes' }] })
  expect(tools.calls).toEqual([])
})

it('TUTOR-51 a review that is under way is gone on with', async () => {
  await begin('review')
  expect(await call('review.start')).toMatchObject({ quiz: { text: 'From quiz.next.' } })
  expect(tools.calls).toEqual([{ name: 'quiz.next', input: {} }])
})

it('TUTOR-52 an answer goes to the quiz while a review is under way, with the turn\'s signal', async () => {
  await expect(call('review.answer', { answer: '1' })).rejects.toMatchObject({ code: 'quiz_none' })
  await begin('quiz')
  await expect(call('review.answer', { answer: '1' })).rejects.toMatchObject({ code: 'quiz_none' })
  await begin('review')
  expect(await call('review.answer', { answer: '1', confidence: 0.8 })).toEqual({ text: 'From quiz.answer.' })
  await call('review.answer', { answer: '2' })
  expect(tools.calls.map(({ input }) => input)).toEqual([{ answer: '1', confidence: 0.8 }, { answer: '2' }])
  await expect(call('review.answer', { answer: '1' }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
})

it('TUTOR-53 a review is put off by days, never earlier than it is due', async () => {
  await expect(call('review.snooze', { skill: 'two-step', days: 3 })).rejects.toMatchObject({ code: 'evidence_unknown' })
  await known.master('equations/two-step')
  const dueAt = known.time + 2 * day
  expect(await call('review.snooze', { skill: 'two-step', days: 1 })).toEqual({ text: 'The review of “Two-step equations” is due later anyway, on 14 Nov.', until: dueAt })
  known.time += 3 * day
  const until = known.time + 3 * day
  expect(await call('review.snooze', { skill: 'two-step', days: 3 })).toMatchObject({ until, text: expect.stringContaining('is put off until 18 Nov.') })
  expect(known.recorded.at(-1)).toEqual({ fact: 'review_snoozed', skill: 'equations/two-step', until })
  expect(await call('review.due')).toMatchObject({ reviews: [], next: { dueAt: until } })
})

it.each([0, 31, 1.5])('TUTOR-53 no review is put off by %s days', async (days) => {
  await expect(call('review.snooze', { skill: 'two-step', days })).rejects.toThrow(/days/)
})

it('TUTOR-50 TUTOR-54 the resource and the prompt tell what is due today', async () => {
  await known.master('equations/two-step')
  known.time += 3 * day
  await known.master('equations/one-step')
  expect(JSON.parse(await reviewResources[0]!.read({ review }, ''))).toMatchObject({ due: [{ title: 'Two-step equations' }], week: [{ title: 'One-step equations' }] })
  expect(await reviewPrompts[0]!.write({ review }, {})).toContain(review.due().text)
})
