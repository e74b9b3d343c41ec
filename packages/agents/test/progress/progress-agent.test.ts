import { xapiStatements } from '@tutor/learner'
import { beforeEach, expect, it } from 'vitest'
import { ProgressAgent, progressPrompts, progressResources, progressTools } from '../../src/index.ts'
import { day, KnownLearner } from '../tutoring/known-learner.ts'

let known: KnownLearner
let progress: ProgressAgent

beforeEach(async () => {
  known = new KnownLearner()
  progress = new ProgressAgent(known, () => xapiStatements(known.record, { learnerId: 'anna', homePage: 'https://tutor.example' }))
  await known.log.record({ fact: 'course_chosen', courseId: 'equations' })
})

const call = async (name: string, input: object = {}) => {
  const tool = progressTools.find((each) => each.name === name)!
  return await tool.run({ progress }, tool.input.parse(input), { signal: AbortSignal.abort() })
}
const read = async (uri: string, value = ''): Promise<unknown> => JSON.parse(await progressResources.find((each) => each.uri === uri)!.read({ progress }, value))

it('TUTOR-41 before the first answer nothing is known', async () => {
  expect(await call('progress.get')).toMatchObject({ text: 'Nothing is known about you yet. It begins with your first answer.', percent: 0, course: { id: 'equations' } })
})

it('TUTOR-41 the skills of the course come in its order, each with its reason, then others that are known', async () => {
  await known.answer('numbers/signs', 'wrong')
  await known.master('equations/two-step')
  const { text, skills, percent } = progress.get()
  expect(skills.map(({ skill, status }) => [skill, status])).toEqual([
    ['equations/one-step', 'unseen'],
    ['equations/two-step', 'mastered'],
    ['equations/fractions', 'unseen'],
    ['numbers/signs', 'learning'],
  ])
  expect(percent).toBe(25)
  expect(text).toBe(`**Equations**: 1 of 4 skills mastered (25 %).

- Two-step equations: mastered, 0.98 (right on 3 of 3 answers without help, the last on 12 Nov).
- Signs: learning, 0.18 (right on 0 of 1 answer without help, the last on 12 Nov).
- Not begun: One-step equations, Équations with fractions.

/progress and a skill shows the answers behind its number.`)
})

it('TUTOR-42 a number is told by its answers, and by those that do not count', async () => {
  await known.answer('equations/two-step', 'wrong', { answer: '5' })
  known.time += day
  await known.answer('equations/two-step', 'right', { hintLevel: 2 })
  await known.answer('equations/two-step', 'right', { hintLevel: 1 })
  await known.answer('equations/two-step', 'unsure')
  await known.answer('equations/two-step', 'right', { answer: 'x =\n 3', tries: 2 })
  const { text, skill, evidence } = progress.explain('two')
  expect(skill.evidence).toHaveLength(2)
  expect(evidence).toHaveLength(6)
  expect(text).toBe(`**Two-step equations**: 0.58 that you can do it now (learning).
Why: right on 1 of 2 answers without help, the last on 13 Nov; 2 with hints, 1 that could not be marked and 1 after the first try don't count.

- 13 Nov: right, “x = 3” (after the first try: does not count)
- 13 Nov: right, “x = 3”
- 13 Nov: not sure, “1” (that could not be marked: does not count)
- 13 Nov: right, “1” (with hints: does not count)
- 13 Nov: right, “1” (with hints: does not count)
- 12 Nov: wrong, “5”

A skill is mastered from 0.95 and three answers without help. If this is wrong: /correct Two-step equations known, or unknown. To have it deleted: /forget Two-step equations.`)
})

it('TUTOR-42 what is forgotten is told as such, with the day of the review and the year where it is another', async () => {
  await known.master('equations/two-step')
  known.time += 60 * day
  const { text } = progress.explain('two-step')
  expect(text).toContain('(forgotten)')
  expect(text).toContain('the last on 12 Nov 2026')
  expect(text).toMatch(/You had mastered it \(0\.98 by your answers, times 0\.6\d that you still remember it\)\. Its review has been due since 14 Nov 2026\./)
})

it('TUTOR-42 a doubted key and a solution that was known are named; sums of older answers are counted in', async () => {
  for (let each = 0; each < 24; each++) await known.answer('equations/one-step', each === 0 ? 'wrong' : 'right')
  const [last] = known.record.evidence().slice(-1)
  await known.log.record({ fact: 'key_flagged', itemId: last!.itemId, keyVersion: 'k1', reason: '' })
  const { text } = progress.explain('one-step')
  expect(text).toContain('right on 22 of 23 answers without help, the last on 12 Nov; 1 with a doubted key doesn\'t count.')
  await known.answer('equations/two-step')
  await known.log.record({ fact: 'question_asked', question: { questionId: 'r', item: { id: 'i', skill: 'equations/two-step', prompt: '', answerKind: 'number' }, purpose: 'lesson', asksConfidence: false, expiresAt: 0 } })
  await known.log.record({ fact: 'answered', answerId: 'r.1', questionId: 'r', answer: 'a'.repeat(99), mark: { verdict: 'wrong', by: 'key', feedback: '' }, keyVersion: 'k1' })
  await known.log.record({ fact: 'question_closed', questionId: 'r', reason: 'revealed' })
  expect(progress.explain('two-step').text).toContain(`- 12 Nov: wrong, “${'a'.repeat(40)}…” (whose solution was known: does not count)`)
})

it('TUTOR-43 a claim is recorded and told as the learner\'s', async () => {
  expect(await call('progress.correct', { skill: 'two-step', claim: 'known', reason: 'From school' })).toMatchObject({
    text: 'Noted: you know “Two-step equations”. It stands at 0.70 now, and it is mastered as soon as answers without help have shown it.',
    mastery: { claim: 'known', status: 'learning' },
  })
  expect(known.recorded.at(-1)).toEqual({ fact: 'mastery_corrected', skill: 'equations/two-step', claim: 'known', reason: 'From school' })
  expect(progress.explain('two-step').text).toContain('no answer without help yet. You said that you know it, so the number is at least 0.70.')
  expect(progress.get().text).toContain('- Two-step equations: learning, 0.70 (no answer without help yet). You say: known.')
  expect(await call('progress.correct', { skill: 'two-step', claim: 'unknown' })).toMatchObject({ mastery: { claim: 'unknown', probability: 0.25 } })
  expect(progress.explain('two-step').text).toContain('You said that you do not know it.')
})

it('TUTOR-43 to know what is mastered already changes nothing', async () => {
  await known.master('equations/two-step')
  const before = known.recorded.length
  expect(await call('progress.correct', { skill: 'two-step', claim: 'known' })).toMatchObject({ text: 'You have mastered “Two-step equations” by your answers already.' })
  expect(known.recorded).toHaveLength(before)
})

it('TUTOR-44 one skill is deleted, or all', async () => {
  await known.master('equations/two-step')
  await known.answer('numbers/signs')
  expect(await call('progress.forget', { skill: 'two-step' })).toMatchObject({ forgotten: ['equations/two-step'] })
  expect(progress.get().skills.find(({ skill }) => skill === 'equations/two-step')).toMatchObject({ status: 'unseen' })
  await expect(call('progress.forget', { skill: 'two-step' })).rejects.toMatchObject({ code: 'evidence_unknown' })
  expect(await call('progress.forget', { skill: '*' })).toMatchObject({ forgotten: ['numbers/signs'] })
  expect(progress.known()).toEqual([])
})

it('TUTOR-45 a skill that no course has is known by its id', async () => {
  await known.master('made/notes')
  expect(progress.explain('made/notes').text).toContain('**made/notes**: 0.98')
  expect(await call('progress.correct', { skill: 'made/notes', claim: 'unknown' })).toMatchObject({ mastery: { status: 'forgotten' } })
  expect(await call('progress.forget', { skill: 'made/notes' })).toMatchObject({ forgotten: ['made/notes'] })
})

it('TUTOR-46 the resources tell what the tools tell', async () => {
  await known.answer('equations/two-step')
  const { skills, course, percent } = progress.get()
  expect(await read('learner://mastery')).toEqual({ skills, course, percent })
  const { skill, evidence } = progress.explain('two-step')
  expect(await read('learner://evidence/{skill}', 'equations/two-step')).toEqual({ mastery: skill, evidence })
  expect(await progressResources[1]!.list!({ progress })).toEqual([{ value: 'equations/two-step', title: 'Two-step equations' }])
  await expect(read('learner://evidence/{skill}', 'equations/one-step')).rejects.toMatchObject({ code: 'evidence_unknown' })
})

it('TUTOR-46 the export has all statements', async () => {
  expect(await call('progress.export')).toEqual({ text: 'There is nothing to export yet.', statements: [] })
  await known.answer('equations/two-step')
  expect(await call('progress.export')).toMatchObject({ text: 'What is known about you, as xAPI 1.0.3: 1 statement.', statements: [{ result: { success: true } }] })
})

it('TUTOR-54 the prompt to look back holds what is known, of one skill or of all', async () => {
  await known.answer('equations/two-step')
  const [reflect] = progressPrompts
  expect(await reflect!.write({ progress }, {})).toContain(progress.get().text)
  expect(await reflect!.write({ progress }, { skill: 'two-step' })).toContain(progress.explain('two-step').text)
  expect(() => reflect!.write({ progress }, { skill: 'history' })).toThrow(expect.objectContaining({ code: 'skill_unknown' }))
})
