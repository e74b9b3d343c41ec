import { TutorError, type QuizPurpose } from '@tutor/protocol'
import { expect, it } from 'vitest'
import type { NewFact } from '../../src/index.ts'
import { FewCourses, numbersCourse } from '../tutoring/few-courses.ts'
import { openTaught } from '../tutoring/taught.ts'

const { signal } = new AbortController()
const hour = 3_600_000
const course = numbersCourse(3, 4)
const purposes: readonly QuizPurpose[] = ['diagnostic', 'lesson', 'quiz', 'exam', 'review']
/** What may be said to somebody who asks for what cannot be had now. */
const expected = new Set(['question_none', 'question_expired', 'quiz_none', 'items_none', 'item_unknown'])

/** Numbers below `n`, always the same for the same seed. */
function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

type Taught = ReturnType<typeof openTaught>

/** Something that a learner may do at any time. */
function anything({ quiz, tutor, session, known }: Taught, roll: (n: number) => number): () => Promise<object> | object {
  const item = course.items.find(({ id }) => id === known.record.question?.item.id)
  const right = item?.answer.kind === 'number' ? item.answer.value : '1'
  const climb = async (rungs = 5): Promise<object> => {
    await quiz.answer({ answer: '3' }, signal)
    const hint = await tutor.hint(signal)
    return rungs > 1 && hint.status === 'given' && hint.level !== 5 ? await climb(rungs - 1) : hint
  }
  const steps: readonly (() => Promise<object> | object)[] = [
    () => quiz.start({ purpose: purposes[roll(purposes.length)]! }, signal),
    ...Array.from({ length: 4 }, () => () => quiz.answer({ answer: right, confidence: roll(11) / 10 }, signal)),
    ...Array.from({ length: 4 }, () => () => quiz.answer({ answer: String(roll(50)) }, signal)),
    () => quiz.answer({ answer: 'banana' }, signal),
    () => quiz.answer({ confidence: 0.5 }, signal),
    () => quiz.next(roll(2) === 0 ? undefined : 'Because it is so', signal),
    ...Array.from({ length: 4 }, () => () => tutor.hint(signal)),
    () => tutor.reveal(signal),
    () => climb(),
    () => climb(),
    () => tutor.explain(),
    () => quiz.flag('I think so', undefined, signal),
    () => session.cancel(),
    () => ({ text: String((known.time += roll(30) * hour)) }),
  ]
  return steps[roll(steps.length)]!
}

async function live(seed: number, steps: number): Promise<readonly NewFact[]> {
  const taught = openTaught(new FewCourses([course]))
  const roll = dice(seed)
  for (let step = 0; step < steps; step++) {
    const open = taught.known.record.question
    const told = await Promise.resolve(anything(taught, roll)()).catch((error: unknown) => {
      if (!(error instanceof TutorError) || !expected.has(error.code)) throw error
      return { text: error.message }
    })
    expectSound(taught, told, open?.questionId)
    taught.known.time += 60_000
  }
  // Whatever came before, the next lesson begins, or there is nothing left to learn.
  const last = await taught.quiz.start({ purpose: 'lesson' }, signal).catch((error: TutorError) => ({ text: error.message }))
  expect(last.text).toMatch(/Question 1 of|nothing to ask|You have mastered all/)
  return taught.known.recorded
}

function expectSound({ known: { record } }: Taught, told: object, before: string | undefined): void {
  const { question, quiz } = record
  if (quiz) {
    expect(question, 'a quiz that is under way has a question').toBeDefined()
    expect(new Set(quiz.items).size, 'no item is asked twice in a quiz').toBe(quiz.items.length)
    expect(quiz.done).toBeLessThanOrEqual(quiz.items.length)
  }
  if (!question || question.awaits === 'explanation') return
  const item = course.items.find(({ id }) => id === question.item.id)
  const key = item?.answer.kind === 'number' ? item.answer.value : ''
  // The same item may have been solved a question ago.
  if (question.questionId === before) expect(JSON.stringify(told), 'the key of the open question stays inside').not.toContain(key)
}

it('TUTOR-1 TUTOR-4 TUTOR-8 whatever a learner does in whatever order, nothing is locked, no key is told, and the same gives the same', async () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 60; seed++) {
    const facts = await live(seed, 60)
    for (const each of facts) seen.add(`${each.fact} ${'reason' in each && each.fact !== 'key_flagged' ? each.reason : ''}${'level' in each ? each.level : ''}`.trim())
    if (seed <= 3) expect(await live(seed, 60)).toEqual(facts)
    for (const { fact } of facts.filter((each) => each.fact === 'answered' && each.mark.verdict === 'invalid')) expect.fail(`${fact} that is none was kept`)
  }
  // The walks lead to all that there is.
  const ends = ['answered', 'revealed', 'skipped', 'expired', 'dropped'].map((reason) => `question_closed ${reason}`)
  const refusals = ['attempt_first', 'no_effort', 'no_help'].map((reason) => `hint_refused ${reason}`)
  const quizzes = ['quiz_started', 'quiz_changed', 'quiz_ended done', 'quiz_ended dropped', 'quiz_ended expired']
  expect([...seen]).toEqual(expect.arrayContaining([...ends, ...refusals, ...quizzes, 'hint_given 1', 'hint_given 5', 'explained', 'key_flagged']))
})
