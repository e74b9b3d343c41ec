import { expect, it } from 'vitest'
import { dateOf, dayOf } from '../../src/planner/calendar.ts'
import { schedule, type SkillWork } from '../../src/planner/schedule.ts'

const today = dayOf(Date.UTC(2026, 10, 27))

/** So many skills of 15 minutes in a row, each building on all before it. */
const chain = (count: number, minutes = 15): SkillWork[] => Array.from({ length: count }, (_, index) => ({ skill: `s${index + 1}`, minutes, neededBy: count - 1 - index }))

const linesOf = ({ days }: ReturnType<typeof schedule>) => days.map(({ date, tasks }) => `${date.slice(5)} ${tasks.map(({ kind, skills, minutes }) => `${kind} ${skills.join('+')} ${minutes}`).join(', ')}`)

it('TUTOR-71 TUTOR-72 two weeks to the exam: what is new first, reviews between, a day without anything new, then a mock exam', () => {
  expect(linesOf(schedule(chain(7), { today, examOn: today + 14, minutesPerDay: 30 }))).toEqual([
    '11-27 learn s1 15, learn s2 15',
    '11-28 learn s3 15, learn s4 15',
    '11-29 review s1+s2 6, learn s5 15, learn s6 9',
    '11-30 review s3+s4 6, learn s6 6, learn s7 15',
    '12-01 review s5 3',
    '12-02 review s6+s7 6',
    '12-04 review s1+s2 6',
    '12-05 review s3+s4 6',
    '12-06 review s5 3',
    '12-07 review s6+s7 6',
    '12-08 mock_exam s1+s2+s3+s4+s5+s6+s7 28',
    '12-09 review s1+s3+s5+s7 12',
    '12-10 review s2+s4+s6 9',
  ])
})

it('TUTOR-72 every sixth day has nothing new', () => {
  const { days } = schedule(chain(12), { today, minutesPerDay: 15 })
  const learning = days.filter(({ tasks }) => tasks.some(({ kind }) => kind === 'learn')).map(({ date }) => date)
  expect(learning).not.toContain(dateOf(today + 5))
  expect(learning).not.toContain(dateOf(today + 11))
  expect(learning).toContain(dateOf(today + 4))
})

it.each([[1, 0], [2, 0], [3, 1], [6, 2], [10, 3], [300, 3]])('TUTOR-72 with the exam in %i days the last %i have nothing new', (away, closing) => {
  const { days } = schedule(chain(1), { today, examOn: today + away, minutesPerDay: 30 })
  const exams = days.flatMap(({ date, tasks }) => tasks.filter(({ kind }) => kind === 'mock_exam').map(() => date))
  expect(exams).toEqual(closing === 0 ? [] : [dateOf(today + away - closing)])
  expect(days.every(({ date }) => date < dateOf(today + away))).toBe(true)
})

it('TUTOR-72 with nothing left to learn the day before the exam has a mock exam', () => {
  expect(linesOf(schedule([{ skill: 'old', minutes: 0, neededBy: 0 }], { today, examOn: today + 2, minutesPerDay: 30 }))).toEqual(['11-28 mock_exam old 20'])
})

it('TUTOR-73 where time is short the sixth day is used too, then the days of review, and then the most needed come first', () => {
  expect(schedule(chain(12), { today, examOn: today + 10, minutesPerDay: 30 }).days[5]!.tasks.map(({ kind }) => kind)).toContain('learn')
  const six = schedule(chain(12), { today, examOn: today + 10, minutesPerDay: 30 })
  expect(six.left).toEqual([])
  const kindsOf = (count: number) => schedule(chain(count), { today, examOn: today + 10, minutesPerDay: 30 }).days.slice(-3).map(({ tasks }) => tasks.map(({ kind }) => kind)[0])
  expect(kindsOf(12)).toEqual(['mock_exam', 'review', 'review'])
  expect(kindsOf(14)).toEqual(['review', 'review', 'mock_exam'])
  const spread = [...chain(3), { skill: 'aside', minutes: 15, neededBy: 0 }, { skill: 'base', minutes: 15, neededBy: 9 }]
  const { days, left } = schedule(spread, { today, examOn: today + 2, minutesPerDay: 30 })
  expect(left).toEqual(['aside'])
  expect(days[0]!.tasks.map(({ skills }) => skills[0])).toEqual(['base', 's1'])
})

it('TUTOR-71 what is known takes no time but its reviews; a long skill goes over days', () => {
  const known: SkillWork = { skill: 'old', minutes: 0, reviewOn: today - 3, neededBy: 0 }
  expect(linesOf(schedule([known, { skill: 'new', minutes: 20, neededBy: 0 }], { today, examOn: today + 3, minutesPerDay: 10 }))).toEqual([
    '11-27 review old 3, learn new 7',
    '11-28 learn new 13',
    '11-29 mock_exam new+old 20',
  ])
})

it('TUTOR-71 no day is longer than asked for, and each has its reviews first', () => {
  for (const minutesPerDay of [10, 20, 45]) {
    for (const { tasks } of schedule(chain(40), { today, minutesPerDay }).days) {
      const sum = tasks.reduce((all, { minutes }) => all + minutes, 0)
      expect(sum).toBeLessThan(minutesPerDay + 5)
      expect(tasks.slice(1).every(({ kind }) => kind !== 'review')).toBe(true)
    }
  }
})

it('TUTOR-78 a plan of 400 skills is made in less than 50 ms', () => {
  schedule(chain(400), { today, minutesPerDay: 30 })
  const start = performance.now()
  const plan = schedule(chain(400), { today, examOn: today + 366, minutesPerDay: 30 })
  expect(performance.now() - start).toBeLessThan(50)
  expect(schedule(chain(400), { today, examOn: today + 366, minutesPerDay: 30 })).toEqual(plan)
})
