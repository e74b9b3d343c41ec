import { expect, it } from 'vitest'
import { FewCourses, longCourse } from './few-courses.ts'
import { openTaught } from './taught.ts'

const { signal } = new AbortController()

it('TUTOR-17 TUTOR-62 resources tell no key, and of the ladder what was given', async () => {
  const { quiz, tutor, grader, session } = openTaught()
  await quiz.start({ purpose: 'lesson' }, signal)
  await quiz.answer({ answer: '7' }, signal)
  await tutor.hint(signal)
  const ladder = await tutor.ladder('long/s1/1')
  expect(ladder).toMatchObject({ level: 1, given: ['What is asked?'], next: 'refused: attempt_first' })
  const told = JSON.stringify([ladder, quiz.known(), quiz.bank('long'), session.state(), session.transcript(), await grader.rubric('long/s1/1')])
  expect(told).not.toMatch(/x = 1|"value"|Subtract|both sides/)
  await expect(tutor.ladder('long/s2/1')).rejects.toMatchObject({ code: 'item_unknown' })
  await expect(grader.rubric('nothing')).rejects.toMatchObject({ code: 'item_unknown' })
})

it('TUTOR-60 what is asked now or soon is not marked outside of its question, and what is marked is not kept', async () => {
  const { quiz, grader, known } = openTaught()
  await quiz.start({ purpose: 'exam' }, signal)
  for (const item of ['long/s1/1', 'long/s2/1']) await expect(grader.grade(item, '1', { signal })).rejects.toMatchObject({ code: 'question_open' })
  await expect(grader.grade('long/s3/1', '1', { signal })).rejects.toMatchObject({ code: 'item_unknown' })
  expect(() => grader.math('1', '2/2')).toThrow(expect.objectContaining({ code: 'question_open' }))
  expect(known.record.evidence()).toEqual([])
  const other = openTaught()
  expect(await other.grader.grade('long/s1/1', '1', { signal })).toMatchObject({ mark: { verdict: 'right' } })
  await expect(other.grader.grade('long/s1/1', '1', { kind: 'code', signal })).rejects.toMatchObject({ code: 'item_unknown' })
  expect(other.grader.math('2(x+1)', '2x+2')).toMatchObject({ equal: true })
  expect(other.grader.math('2(x+1)', '2x+1')).toMatchObject({ equal: false })
  expect(other.grader.math('(', '1')).toMatchObject({ equal: 'unsure' })
  expect(other.known.recorded).toEqual([])
})

it('TUTOR-61 nobody finds a key by trying', async () => {
  const { grader, known } = openTaught(new FewCourses([longCourse(7)]))
  const tenTimes = async (item: string) => {
    for (let value = 0; value < 10; value++) await grader.grade(item, String(value), { signal })
  }
  await tenTimes('long/s1/1')
  await expect(grader.grade('long/s1/1', '10', { signal })).rejects.toMatchObject({ code: 'grading_limit' })
  for (const skill of [2, 3, 4, 5, 6]) await tenTimes(`long/s${skill}/1`)
  await expect(grader.grade('long/s7/1', '1', { signal })).rejects.toMatchObject({ code: 'grading_limit' })
  known.time += 3_600_000
  await expect(grader.grade('long/s1/1', '10', { signal })).resolves.toBeDefined()
})
