import { MemoryStore } from '@tutor/storage'
import { expect, test } from 'vitest'
import { hours, openLesson } from './lesson.ts'

test('TUTOR-74 TUTOR-78 a plan is kept over a sleep, and made anew by the session\'s clock when days were missed', async () => {
  const store = new MemoryStore()
  const first = await openLesson({ store })
  const told = await first.say('I have an exam in 14 days')
  expect(told).toContain('**Your plan: Tiny sums**, exam on Mon 7 Dec, 14 days from now. 3 skills, 30 minutes a day.')
  expect(told).toContain('- Mon 23 Nov (today): learn “Adding” (17 min); learn “Doubling” (17 min)')
  await first.opened.session.close()
  const next = await openLesson({ store })
  next.clock.now += hours(48)
  const today = await next.say('what should I do today?')
  expect(today).toMatch(/^I have made your plan anew\. You missed 2 days \(Mon 23 Nov, Tue 24 Nov\)\. Moved: “Adding” from Mon 23 Nov to Wed 25 Nov, /)
  expect(today).toContain('**Today, Wed 25 Nov**\n\n- learn “Adding” (17 min): /learn Adding')
  expect(next.facts().map(({ fact }) => fact)).toEqual(['plan_made'])
  expect(await next.say('/learn adding')).toContain('What is adding 0?')
})

test('TUTOR-74 a day on which something was done is not missed, and what is mastered by then is done', async () => {
  const { say, clock, facts } = await openLesson()
  await say('/plan Tiny sums by 6 December')
  await say('/learn adding')
  for (const answer of ['100', '/next', '101', '102', '103']) await say(answer)
  expect(await say('/today')).toContain('learn “Adding” (17 min): done')
  clock.now += hours(24)
  const today = await say('/today')
  expect(today).toMatch(/^I have made your plan anew\. Not yet mastered: “Doubling”\. Moved: “Doubling” from Mon 23 Nov to Tue 24 Nov/)
  expect(facts().filter(({ fact }) => fact === 'plan_made')).toHaveLength(2)
})

test('TUTOR-74 TUTOR-51 back after six days: what is due comes first, and what was forgotten is planned again', async () => {
  const { say, clock } = await openLesson()
  await say('/plan Tiny sums')
  await say('/learn adding')
  for (const answer of ['100', '/next', '101', '102', '103']) await say(answer)
  await say('/today')
  clock.now += hours(144)
  expect(await say('/start')).toMatch(/^One review is due:\n- Adding: since [^]*How sure are you/)
  await say('80')
  expect(await say('999')).toMatch(/^✗/)
  const today = await say('/today')
  expect(today).toMatch(/^I have made your plan anew\. You missed a day \(Tue 24 Nov\)\. To be learned again: “Adding”\./)
  expect(today).toContain('- learn “Adding” (12 min): /learn Adding')
})
