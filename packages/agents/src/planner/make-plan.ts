import { TutorError, type Plan } from '@tutor/protocol'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { dayOf, dayOfDate } from './calendar.ts'
import { schedule, type Frame } from './schedule.ts'
import { workOf } from './skill-work.ts'

/** Minutes a day. */
export const minutesUnlessTold = 30
const mostMinutes = 240

/** Days. */
const farthest = 366

/** @throws TutorError `plan_impossible` where the exam is not after today, or more than a year away */
export function makePlan(tutoring: Tutoring, wanted: Omit<Plan, 'days' | 'left'>): Plan {
  const frame = frameOf(tutoring, wanted)
  checkExam(frame)
  const { days, left } = schedule(workOf(tutoring, wanted.skills), frame)
  return { ...wanted, days, ...(left.length > 0 && { left }) }
}

/** How many minutes a day it would take for all of a plan to fit; none where no day is long enough. */
export function enoughMinutes(tutoring: Tutoring, plan: Plan): number | undefined {
  const frame = frameOf(tutoring, plan)
  const work = workOf(tutoring, plan.skills)
  for (let minutes = Math.ceil((frame.minutesPerDay + 1) / 5) * 5; minutes <= mostMinutes; minutes += 5) {
    if (schedule(work, { ...frame, minutesPerDay: minutes }).left.length === 0) return minutes
  }
  return undefined
}

function frameOf(tutoring: Tutoring, { examOn, minutesPerDay = minutesUnlessTold }: Pick<Plan, 'examOn' | 'minutesPerDay'>): Frame {
  return { today: dayOf(tutoring.now()), examOn: examOn === undefined ? undefined : dayOfDate(examOn), minutesPerDay }
}

function checkExam({ today, examOn = today + 1 }: Frame): void {
  if (examOn < today) throw new TutorError('plan_impossible', 'The day of the exam has passed. Name a later one.')
  if (examOn === today) throw new TutorError('plan_impossible', 'The exam is today, so there is nothing to plan. /review brings back what is due.')
  if (examOn - today > farthest) throw new TutorError('plan_impossible', 'The exam is more than a year away. Plan without a date, or until an earlier one.')
}
