import type { Plan } from '@tutor/protocol'
import type { Tutoring } from '../tutoring/tutoring.ts'
import { dayOf, dateOf } from './calendar.ts'
import { workOf } from './skill-work.ts'

/** How a plan stands today. */
export interface PlanState {
  /** Days before today with something to learn, or a mock exam, on which nothing was answered. Reviews may not have been due. */
  readonly missed: readonly string[]
  /** Skills that are to be learned, and that no day from today on has though there was time for them. */
  readonly open: readonly string[]
  /** Those of them that the plan took for known, or that were mastered and are forgotten. */
  readonly lost: readonly string[]
}

export function stateOf(tutoring: Tutoring, { days, skills, left = [] }: Plan): PlanState {
  const { learner } = tutoring
  const now = tutoring.now()
  const today = dateOf(dayOf(now))
  const active = new Set(learner.evidence().map(({ at }) => dateOf(dayOf(at))))
  const missed = days.filter(({ date, tasks }) => date < today && !active.has(date) && tasks.some(({ kind }) => kind !== 'review')).map(({ date }) => date)
  const [ever, ahead] = [learned({ days }), learned({ days: days.filter(({ date }) => date >= today) })]
  const open = workOf(tutoring, skills).filter(({ skill, minutes }) => minutes > 0 && !ahead.has(skill) && !left.includes(skill)).map(({ skill }) => skill)
  const lost = open.filter((skill) => !ever.has(skill) || learner.mastery(skill, now).status === 'forgotten')
  return { missed, open, lost }
}

function learned({ days }: Pick<Plan, 'days'>): ReadonlySet<string> {
  return new Set(days.flatMap(({ tasks }) => tasks.filter(({ kind }) => kind === 'learn').flatMap(({ skills }) => skills)))
}
