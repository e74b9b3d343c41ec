import type { Plan, PlanDay, PlanTask } from '@tutor/protocol'
import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'
import { dateOf } from './days.ts'

/** A day of the calendar that has something in it. */
export interface ShownDay {
  readonly date: string
  readonly tasks: readonly PlanTask[]
  readonly isExam: boolean
  /** Something was to be done on it, and nothing was. */
  readonly isMissed: boolean
}

/** The days of the plan, and of those before it what was over by then, by their dates. */
export function shownDays({ record, pastDays }: Pick<Known, 'record' | 'pastDays'>, { days, examOn }: Plan, now: number): ReadonlyMap<string, ShownDay> {
  const today = dateOf(now)
  const practised = new Set(record.evidence().map(({ at }) => dateOf(at)))
  const shown = ({ date, tasks }: PlanDay): ShownDay => ({ date, tasks, isExam: date === examOn, isMissed: date < today && !practised.has(date) })
  const all = new Map([...pastDays, ...days].map((day) => [day.date, shown(day)]))
  if (examOn !== undefined && !all.has(examOn)) all.set(examOn, { date: examOn, tasks: [], isExam: true, isMissed: false })
  return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** `Learn Fractions (20 min)` */
export function taskText(known: Known, { kind, skills, minutes }: PlanTask): string {
  const titles = skills.map((id) => skillTitle(known, id))
  switch (kind) {
    case 'learn':
      return `Learn ${titles.join(', ')} (${minutes} min)`
    case 'review':
      return `Review ${titles.join(', ')} (${minutes} min)`
    case 'mock_exam':
      return `Mock exam over ${titles.length === 1 ? titles[0] : `${titles.length} skills`} (${minutes} min)`
  }
}
