import type { Known } from '../connection/known-learner.ts'
import { PlanDayTasks } from './plan-day-tasks.tsx'
import type { ShownDay } from './plan-days.ts'

interface PlanAgendaProps {
  readonly known: Known
  readonly days: ReadonlyMap<string, ShownDay>
  readonly now: number
}

/** Day by day, for a narrow screen. */
export function PlanAgenda({ known, days, now }: PlanAgendaProps) {
  return <div className="agenda">{[...days.values()].map((day) => <PlanDayTasks key={day.date} known={known} day={day} now={now} />)}</div>
}
