import { beforeEach, expect, it } from 'vitest'
import type { Course, Plan } from '@tutor/protocol'
import { PlannerAgent, plannerPrompts, plannerResources, plannerTools } from '../../src/index.ts'
import { FewCourses, longCourse } from '../tutoring/few-courses.ts'
import { day, KnownLearner } from '../tutoring/known-learner.ts'

/** Five skills in a row, of which each requires the one before it; and a short course. */
const row: Course = (() => {
  const course = longCourse(5)
  return { ...course, skills: course.skills.map((skill, index) => ({ ...skill, title: `Step ${index + 1}`, requires: index === 0 ? [] : [`long/s${index}`] })) }
})()
const other: Course = { ...longCourse(1), id: 'other', title: 'Other things', skills: [{ ...row.skills[0]!, id: 'other/alone', title: 'Alone' }], items: [] }

let known: KnownLearner
let planner: PlannerAgent

beforeEach(() => {
  known = new KnownLearner(new FewCourses([row, other]))
  planner = new PlannerAgent(known)
})

const call = async (name: string, input: object = {}) => {
  const tool = plannerTools.find((each) => each.name === name)!
  return (await tool.run({ planner }, tool.input.parse(input), { signal: new AbortController().signal })) as { readonly text: string; readonly plan: Plan; readonly whole: string }
}

const plans = () => known.recorded.filter(({ fact }) => fact === 'plan_made').length
/** The day of the month on which each skill is to be learned. */
const learnedOn = ({ days }: Plan) => Object.fromEntries(days.flatMap(({ date, tasks }) => tasks.filter(({ kind }) => kind === 'learn').map(({ skills }) => [skills[0]!.slice(5), Number(date.slice(8))])))

it('TUTOR-70 a goal is the course or the skills that it names, with all that they build on', async () => {
  const skillsOf = async (input: object) => (await call('plan.create', input)).plan.skills.map((id) => id.split('/')[1])
  expect(await skillsOf({ goal: 'my exam in Long' })).toEqual(['s1', 's2', 's3', 's4', 's5'])
  expect(await skillsOf({ goal: 'Step 3' })).toEqual(['s1', 's2', 's3'])
  expect(await skillsOf({ goal: 'step 2 and step 4' })).toEqual(['s1', 's2', 's3', 's4'])
  expect(await skillsOf({ goal: 'what is needed', skills: ['Step 2'] })).toEqual(['s1', 's2'])
  expect(await skillsOf({ goal: 'get better at it' })).toEqual(['s1', 's2', 's3', 's4', 's5'])
  expect(await skillsOf({ goal: 'other things' })).toEqual(['alone'])
  expect(known.recorded).toContainEqual({ fact: 'course_chosen', courseId: 'other' })
  await expect(call('plan.create', { skills: ['history'] })).rejects.toMatchObject({ code: 'skill_unknown' })
})

it('TUTOR-70 TUTOR-71 the plan is told day by day, with its dates; what is mastered takes no time', async () => {
  await known.master('long/s1')
  const { text, plan } = await call('plan.create', { goal: 'Long', examOn: 'in 6 days', minutesPerDay: 20 })
  expect(plan).toMatchObject({ courseId: 'long', goal: 'Long', examOn: '2026-11-18', minutesPerDay: 20, cause: 'asked' })
  expect(text).toBe(`**Your plan: Long**, exam on Wed 18 Nov, 6 days from now. 5 skills, 20 minutes a day.

- Thu 12 Nov (today): learn “Step 2” (10 min); learn “Step 3” (10 min)
- Fri 13 Nov: learn “Step 4” (10 min); learn “Step 5” (10 min)
- Sat 14 Nov: review “Step 1”, “Step 2”, “Step 3” (9 min)
- Sun 15 Nov: review “Step 4”, “Step 5” (6 min)
- Mon 16 Nov: mock exam over 5 skills (20 min)
- Tue 17 Nov: review “Step 2”, “Step 3”, “Step 4”, “Step 5”, “Step 1” (15 min)

/today shows what is to be done today.`)
  expect(known.learner.plan).toEqual(plan)
  expect((await call('plan.today')).whole).toBe(text)
})

it('TUTOR-73 what does not fit is told, and how it would', async () => {
  const { text, plan } = await call('plan.create', { goal: 'Long', examOn: 'tomorrow', minutesPerDay: 20 })
  expect(plan.left).toEqual(['long/s3', 'long/s4', 'long/s5'])
  expect(text).toContain('There is too little time. This will not fit, the most needed first: “Step 3”, “Step 4”, “Step 5”. With 50 minutes a day they would: /plan 50 minutes a day.')
  expect(await call('plan.today')).not.toMatchObject({ text: expect.stringContaining('anew') })
})

it('TUTOR-74 on the way nothing is made anew; what is to be done and what is done is said', async () => {
  await call('plan.create', { minutesPerDay: 20 })
  expect((await call('plan.today')).text).toBe('**Today, Thu 12 Nov**\n\n- learn “Step 1” (10 min): /learn Step 1\n- learn “Step 2” (10 min): /learn Step 2')
  await known.master('long/s1')
  await known.master('long/s2')
  expect((await call('plan.today')).text).toContain('learn “Step 1” (10 min): done')
  known.time += day
  expect((await call('plan.today')).text).toContain('**Today, Fri 13 Nov**\n\n- learn “Step 3”')
  expect(plans()).toBe(1)
})

it('TUTOR-74 an exam in 14 days, two missed: what was open moves, and the exam stays', async () => {
  const before = (await call('plan.create', { examOn: 'in 14 days', minutesPerDay: 10 })).plan
  expect(learnedOn(before)).toEqual({ s1: 12, s2: 13, s3: 14, s4: 15, s5: 16 })
  await known.master('long/s1')
  known.time += 3 * day
  const { text, plan } = await call('plan.today')
  expect(text).toMatch(/^I have made your plan anew\. You missed 2 days \(Fri 13 Nov, Sat 14 Nov\)\. Moved: “Step 2” from Fri 13 Nov to Sun 15 Nov, /)
  expect(text).toContain('**Today, Sun 15 Nov**\n\n- review “Step 1” (3 min): /review\n- learn “Step 2”')
  expect(plan).toMatchObject({ cause: 'missed_days', examOn: '2026-11-26' })
  expect(plan.days[0]!.date).toBe('2026-11-15')
  expect(await call('plan.today')).toMatchObject({ plan })
  expect(plans()).toBe(2)
})

it('TUTOR-74 a skill that is forgotten, or no longer known, is learned again', async () => {
  await known.master('long/s1')
  await call('plan.create', { examOn: 'in 10 days' })
  for (const skill of ['long/s2', 'long/s3', 'long/s4', 'long/s5']) await known.master(skill)
  expect(await call('plan.today')).toMatchObject({ plan: { cause: 'asked' } })
  await known.log.record({ fact: 'mastery_corrected', skill: 'long/s1', claim: 'unknown', reason: '' })
  const { text, plan } = await call('plan.today')
  expect(text).toMatch(/^I have made your plan anew\. To be learned again: “Step 1”\./)
  expect(plan.cause).toBe('forgotten_skill')
  expect(learnedOn(plan)).toEqual({ s1: 12 })
})

it('TUTOR-74 what took longer than a day goes on before what comes next', async () => {
  await call('plan.create', { minutesPerDay: 10 })
  await known.answer('long/s1', 'wrong')
  known.time += day
  const { text, plan } = await call('plan.today')
  expect(plan.cause).toBe('progress')
  expect(text).toMatch(/^I have made your plan anew\. Not yet mastered: “Step 1”\. Moved: “Step 1” from Thu 12 Nov to Fri 13 Nov,/)
})

it('TUTOR-74 after the mock exam everything is gone over again, by its reviews where they are due', async () => {
  for (const { id } of row.skills) await known.master(id)
  await call('plan.create', { examOn: 'in 6 days' })
  known.time += 4 * day
  expect((await call('plan.today')).text).toContain('- review “Step 1”, “Step 2”, “Step 3”, “Step 4”, “Step 5” (15 min): /review\n- mock exam over 5 skills (20 min): /exam')
  for (const { id } of row.skills) await known.answer(id)
  const quiz = { quizId: 'z', courseId: 'long', purpose: 'exam', items: ['long/s1/1'], help: false } as const
  await known.log.record({ fact: 'quiz_started', quiz }, { fact: 'quiz_ended', quizId: 'z', reason: 'done' })
  expect((await call('plan.today')).text).toBe('**Today, Mon 16 Nov**\n\n- mock exam over 5 skills (20 min): done')
  known.time += day
  expect((await call('plan.today')).text).toMatch(/^\*\*Today, Tue 17 Nov\*\*\n\n- review “Step 1”.*: \/quiz$/)
  expect(plans()).toBe(1)
})

it('TUTOR-75 a plan is changed from today on; without one there is nothing to change', async () => {
  await expect(call('plan.adjust', { minutesPerDay: 20 })).rejects.toMatchObject({ code: 'plan_none' })
  await expect(call('plan.today')).rejects.toMatchObject({ code: 'plan_none' })
  await call('plan.create', { goal: 'Long', minutesPerDay: 20 })
  known.time += day
  const { plan } = await call('plan.adjust', { skip: 'Step 5', examOn: '1 December' })
  expect(plan).toMatchObject({ goal: 'Long', minutesPerDay: 20, examOn: '2026-12-01', skills: ['long/s1', 'long/s2', 'long/s3', 'long/s4'] })
  expect(plan.days[0]!.date).toBe('2026-11-13')
  await expect(call('plan.adjust', { skip: 'Alone' })).rejects.toThrow('“Alone” is not in your plan.')
  await call('plan.create', { goal: 'Other things' })
  await expect(call('plan.adjust', { skip: 'Alone' })).rejects.toMatchObject({ code: 'plan_impossible' })
})

it.each([
  ['yesterday\'s', '2026-11-11', 'plan_impossible'],
  ['today\'s', 'today', 'plan_impossible'],
  ['one in two years', '2028-11-12', 'plan_impossible'],
  ['one that may be two days', '11/12', 'date_unreadable'],
  ['no day', 'soon', 'date_unreadable'],
])('TUTOR-76 TUTOR-77 %s is no day for a plan', async (_, examOn, code) => {
  await expect(call('plan.create', { goal: 'Long', examOn })).rejects.toMatchObject({ code })
  expect(plans()).toBe(0)
})

it('TUTOR-76 on the day of the exam and after it the plan is left as it is', async () => {
  await call('plan.create', { goal: 'Long', examOn: 'in 3 days' })
  known.time += 3 * day
  expect((await call('plan.today')).text).toContain('Your exam is today.')
  known.time += day
  expect((await call('plan.today')).text).toContain('Your exam was on Sun 15 Nov.')
  expect(plans()).toBe(1)
})

it('TUTOR-74 a plan that is over, and one of which nothing is left to learn, say so', async () => {
  for (const { id } of row.skills) await known.master(id)
  const { text } = await call('plan.create', {})
  expect(text).toContain('- Sat 14 Nov: review')
  expect((await call('plan.today')).text).toMatch(/^Nothing is planned for today, Thu 12 Nov\. Next, on Sat 14 Nov: review “Step 1”/)
})

it('TUTOR-75 TUTOR-79 the plan can be read as data, and the prompt has it in words', async () => {
  const [resource] = plannerResources
  expect(() => resource!.read({ planner }, '')).toThrow(expect.objectContaining({ code: 'plan_none' }))
  expect(await plannerPrompts[0]!.write({ planner }, {})).toContain('There is no plan yet.')
  const { plan } = await call('plan.create', { goal: 'Long' })
  expect(JSON.parse(await resource!.read({ planner }, ''))).toEqual(plan)
  const prompt = await plannerPrompts[0]!.write({ planner }, { subject: 'algebra', examOn: '11 December' })
  expect(prompt).toMatch(/^I have an exam in algebra, 11 December\.[^]*Your plan: Long/)
  expect(prompt).not.toContain('Subtract 1.')
})
