import type { Plan } from '@tutor/protocol'
import { memo, useState } from 'react'
import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'
import { useNow } from '../use-now.ts'
import { dateOf, dayMs, dayName } from './days.ts'
import { PlanAgenda } from './plan-agenda.tsx'
import { PlanCalendar } from './plan-calendar.tsx'
import { shownDays } from './plan-days.ts'
import { PlanForm } from './plan-form.tsx'

interface PlanViewProps {
  readonly known: Known
  /** Whether days stand below each other first. */
  readonly isNarrow: boolean
  readonly say: (text: string) => boolean
}

const causes: Readonly<Record<Plan['cause'], string | undefined>> = {
  asked: undefined,
  missed_days: 'Made anew, because days were missed.',
  forgotten_skill: 'Made anew, because a skill that was mastered is forgotten.',
  progress: 'Made anew, because something took longer.',
}

export const PlanView = memo(function PlanView({ known, isNarrow, say }: PlanViewProps) {
  const now = useNow()
  const { plan } = known.record
  return (
    <section className="plan" aria-label="Plan">
      <h2>Plan</h2>
      {plan ? <PlanDays known={known} plan={plan} now={now} isNarrow={isNarrow} say={say} /> : <p className="soft">There is no plan yet. Say what you are working towards, and each day gets its share.</p>}
      <details open={plan === undefined}>
        <summary>{plan ? 'Change it' : 'Make a plan'}</summary>
        <PlanForm key={`${plan?.goal} ${plan?.examOn} ${plan?.minutesPerDay}`} plan={plan} now={now} say={say} />
      </details>
    </section>
  )
})

interface PlanDaysProps extends PlanViewProps {
  readonly plan: Plan
  readonly now: number
}

function PlanDays({ known, plan, now, isNarrow, say }: PlanDaysProps) {
  const [chosen, setAgenda] = useState<boolean>()
  const isAgenda = chosen ?? isNarrow
  const days = shownDays(known, plan, now)
  const cause = causes[plan.cause]
  return (
    <>
      <p><strong>{plan.goal}</strong>{plan.examOn !== undefined && <>, exam on {dayName(Date.parse(plan.examOn))}, {awayText(plan.examOn, now)}</>}. {plan.skills.length} {plan.skills.length === 1 ? 'skill' : 'skills'}.</p>
      {cause !== undefined && <p className="notice"><span>{cause}</span></p>}
      {plan.left && <p className="notice warn"><span>There is too little time for {plan.left.map((id) => skillTitle(known, id)).join(', ')}.</span></p>}
      <div className="heading">
        <button className="main" onClick={() => say('/today')}>What is for today?</button>
        <div className="switch" role="group" aria-label="Show the plan as">
          <button aria-pressed={!isAgenda} onClick={() => setAgenda(false)}>Calendar</button>
          <button aria-pressed={isAgenda} onClick={() => setAgenda(true)}>Agenda</button>
        </div>
      </div>
      {isAgenda ? <PlanAgenda known={known} days={days} now={now} /> : <PlanCalendar known={known} plan={plan} days={days} now={now} />}
    </>
  )
}

function awayText(examOn: string, now: number): string {
  const days = Math.round((Date.parse(examOn) - Date.parse(dateOf(now))) / dayMs)
  if (days < 0) return 'which is over'
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}
