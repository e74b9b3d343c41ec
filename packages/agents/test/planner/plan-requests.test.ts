import { expect, it } from 'vitest'
import type { Plan } from '@tutor/protocol'
import { planRequests } from '../../src/orchestrator/plan-requests.ts'
import { idleTeaching } from '../tutoring/idle-teaching.ts'
import { KnownLearner } from '../tutoring/known-learner.ts'

const plan: Plan = { courseId: 'equations', goal: 'Equations', skills: ['equations/one-step'], days: [], cause: 'asked' }

/** What `/plan` and some words ask of the Planner. */
async function asked(words: string, hasPlan = false): Promise<unknown> {
  const known = new KnownLearner()
  if (hasPlan) await known.log.record({ fact: 'plan_made', plan })
  let called: unknown
  const call = (name: string, input: object = {}) => {
    called = [name, input]
    return Promise.resolve({ text: 'Said.', whole: 'All of it.' })
  }
  const said = await planRequests.plan(words, { teaching: idleTeaching(known), model: undefined as never, call })
  expect(said).toBe(hasPlan && words === '' ? 'All of it.' : 'Said.')
  return called
}

it.each([
  ['', { goal: '' }],
  ['linear equations', { goal: 'linear equations' }],
  ['linear equations by 11 December', { goal: 'linear equations', examOn: 'by 11 December' }],
  ['exam in 14 days', { goal: '', examOn: 'in 14 days' }],
  ['my exam next Friday', { goal: '', examOn: 'next Friday' }],
  ['fractions in two weeks', { goal: 'fractions', examOn: 'in two weeks' }],
  ['exam in algebra on 3 March', { goal: 'exam in algebra', examOn: 'on 3 March' }],
  ['equations by the summer', { goal: 'equations', examOn: 'the summer' }],
  ['exam on 11/12', { goal: '', examOn: '11/12' }],
  ['exam next year', { goal: '', examOn: 'next year' }],
  ['what comes next', { goal: 'what comes next' }],
  ['get better at equations', { goal: 'get better at equations' }],
])('TUTOR-70 TUTOR-77 “/plan %s” makes a plan', async (words, input) => {
  expect(await asked(words)).toEqual(['plan.create', input])
})

it.each([
  ['', 'plan.today', {}],
  ['by 12 December', 'plan.adjust', { examOn: 'by 12 December' }],
  ['20 minutes a day', 'plan.adjust', { minutesPerDay: 20 }],
  ['without one-step', 'plan.adjust', { skip: 'one-step' }],
  ['signs', 'plan.create', { goal: 'signs' }],
])('TUTOR-75 “/plan %s” with a plan is %s', async (words, tool, input) => {
  expect(await asked(words, true)).toEqual([tool, input])
})
