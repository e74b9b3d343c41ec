import { useState } from 'react'
import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'
import { dateOf, dayMs, dayName } from './days.ts'
import { percent } from './skill-state.ts'

interface ReviewQueueProps {
  readonly known: Known
  readonly now: number
  readonly say: (text: string) => boolean
}

/** What is due, and how much will be on the days to come. */
export function ReviewQueue({ known, now, say }: ReviewQueueProps) {
  const reviews = known.record.reviews(now)
  const due = reviews.filter(({ dueAt }) => dueAt <= now)
  if (reviews.length === 0) return <section aria-label="Reviews"><h2>Reviews</h2><p className="soft">Reviews begin when you have mastered a skill: it comes back just before you would forget it.</p></section>
  return (
    <section aria-label="Reviews">
      <h2>Reviews</h2>
      {due.length === 0 ? <p>Nothing is due. The next is “{skillTitle(known, reviews[0]!.skill)}” on {dayName(reviews[0]!.dueAt)}.</p> : (
        <>
          <p><button className="main" onClick={() => say('/review')}>Review {due.length === 1 ? 'it' : `all ${due.length}`} now</button></p>
          <ul className="due">
            {due.map(({ skill, retrievability }) => (
              <li key={skill}>
                <span>{skillTitle(known, skill)} <small>remembered with {percent(retrievability)}</small></span>
                <Snooze skill={skill} title={skillTitle(known, skill)} say={say} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ComingDays known={known} now={now} />
    </section>
  )
}

function Snooze({ skill, title, say }: { readonly skill: string; readonly title: string; readonly say: (text: string) => boolean }) {
  const [days, setDays] = useState(1)
  return (
    <span className="row">
      <select aria-label={`How long to put off ${title}`} value={days} onChange={(event) => setDays(Number(event.target.value))}>
        <option value={1}>1 day</option>
        <option value={3}>3 days</option>
        <option value={7}>1 week</option>
      </select>
      <button aria-label={`Put off ${title}`} onClick={() => say(`/snooze ${skill} ${days}`)}>Put off</button>
    </span>
  )
}

const shownDays = 14
const bars = { width: 22, gap: 2, height: 48 } as const

function ComingDays({ known, now }: Pick<ReviewQueueProps, 'known' | 'now'>) {
  const dates = Array.from({ length: shownDays }, (_, day) => dateOf(now + day * dayMs))
  const counts = new Map(dates.map((date) => [date, [] as string[]]))
  for (const { skill, dueAt } of known.record.reviews(now)) counts.get(dateOf(Math.max(dueAt, now)))?.push(skillTitle(known, skill))
  const most = Math.max(1, ...[...counts.values()].map(({ length }) => length))
  const told = dates.flatMap((date) => (counts.get(date)!.length > 0 ? `${dayName(Date.parse(date))}: ${counts.get(date)!.join(', ')}` : []))
  return (
    <figure className="plot">
      <figcaption>Reviews of the next two weeks</figcaption>
      <svg viewBox={`0 0 ${shownDays * (bars.width + bars.gap)} ${bars.height + 28}`} role="img" aria-label={told.length === 0 ? 'None in the next two weeks.' : told.join('; ')}>
        {dates.map((date, index) => {
          const count = counts.get(date)!.length
          const [x, height] = [index * (bars.width + bars.gap), (count / most) * (bars.height - 14)]
          return (
            <g key={date} className="bar">
              <rect x={x} y={bars.height - height} width={bars.width} height={Math.max(1, height)} />
              {count > 0 && <text x={x + bars.width / 2} y={bars.height - height - 3} textAnchor="middle">{count}</text>}
              <text className={index === 0 ? 'today' : undefined} x={x + bars.width / 2} y={bars.height + 14} textAnchor="middle">{Number(date.slice(8))}</text>
            </g>
          )
        })}
      </svg>
      <p className="key">{told.length === 0 ? 'None.' : told.join('; ')}</p>
    </figure>
  )
}
