import type { Plan } from '@tutor/protocol'
import { PlanCalendar } from './plan-calendar.tsx'

interface PlanViewProps {
  readonly plan: Plan | undefined
  readonly say: (text: string) => boolean
}

export function PlanView({ plan, say }: PlanViewProps) {
  if (plan) return <PlanCalendar plan={plan} />
  return (
    <>
      <h2>Plan</h2>
      <p>There is no plan yet. Say what you are working towards, such as “/plan exam in 14 days”, and it shows here.</p>
      <button onClick={() => say('/plan')}>Make a plan</button>
    </>
  )
}
