import type { Known } from '../connection/known-learner.ts'
import { dateOf, dayName } from './days.ts'
import { taskText, type ShownDay } from './plan-days.ts'

interface PlanDayTasksProps {
  readonly known: Known
  readonly day: ShownDay
  readonly now: number
}

/** What a day has, in words. */
export function PlanDayTasks({ known, day: { date, tasks, isExam, isMissed }, now }: PlanDayTasksProps) {
  return (
    <section className="day" data-missed={isMissed || undefined} aria-label={dayName(Date.parse(date))}>
      <h3>{dayName(Date.parse(date))}{date === dateOf(now) && <span className="badge now">Today</span>}{isMissed && <span className="badge">Missed</span>}{isExam && <span className="badge exam">Exam</span>}</h3>
      {tasks.length > 0 && <ul>{tasks.map((task) => <li key={`${task.kind} ${task.skills.join()}`} data-kind={task.kind}>{taskText(known, task)}</li>)}</ul>}
      {tasks.length === 0 && <p className="soft">Nothing but the exam.</p>}
    </section>
  )
}
