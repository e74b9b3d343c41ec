import type { Plan, PlanTask } from '@tutor/protocol'

const kinds: Readonly<Record<PlanTask['kind'], string>> = { learn: 'Learn', review: 'Review', mock_exam: 'Mock exam' }

/** The days of the plan that have something to do. */
export function PlanCalendar({ plan: { goal, examOn, days } }: { readonly plan: Plan }) {
  return (
    <>
      <h2>Plan</h2>
      <p>{goal}{examOn && `, exam on ${examOn}`}</p>
      <ol className="plan">
        {days.map(({ date, tasks }) => (
          <li key={date}>
            <time dateTime={date}>{date}</time>
            {tasks.map(({ kind, skills, minutes }) => <span key={`${kind} ${skills.join()}`} className={kind}>{kinds[kind]}: {skills.join(', ')} ({minutes} min)</span>)}
          </li>
        ))}
      </ol>
    </>
  )
}
