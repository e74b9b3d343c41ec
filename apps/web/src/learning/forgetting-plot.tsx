import type { LearnerRecord } from '@tutor/learner'
import type { Review } from '@tutor/protocol'
import { dayName, dayMs } from './days.ts'
import { PercentAxis } from './percent-axis.tsx'
import { plotLine, plotViewBox, plotX, plotY, plot } from './plot.ts'
import { percent } from './skill-state.ts'

interface ForgettingPlotProps {
  readonly record: LearnerRecord
  readonly review: Review
  readonly now: number
}

const samples = 40
/** What is shown of the days behind today and behind the review. */
const margin = { before: 2, after: 10 } as const

/** How what is known fades until it is reviewed. */
export function ForgettingPlot({ record, review: { skill, dueAt, retrievability }, now }: ForgettingPlotProps) {
  const last = record.history(skill).at(-1)?.at ?? now
  const from = Math.max(last, now - margin.before * dayMs)
  const until = Math.max(dueAt, now) + margin.after * dayMs
  const share = (at: number): number => (at - from) / (until - from)
  const times = Array.from({ length: samples + 1 }, (_, index) => from + ((until - from) * index) / samples)
  return (
    <figure className="plot">
      <figcaption>How it fades without a review</figcaption>
      <svg viewBox={plotViewBox} role="img" aria-label={`Remembered now with ${percent(retrievability)}; the review is due on ${dayName(dueAt)}.`}>
        <PercentAxis />
        <path className="line" d={plotLine(times.map((at) => [share(at), record.mastery(skill, at).probability]))} />
        <Moment x={plotX(share(now))} name="today" />
        <Moment x={plotX(share(dueAt))} name={dueAt <= now ? 'due' : 'review'} />
      </svg>
      <p className="key">{dueAt <= now ? `Its review is due since ${dayName(dueAt)}.` : `Its review is due on ${dayName(dueAt)}.`} You remember it with a probability of {percent(retrievability)} now.</p>
    </figure>
  )
}

function Moment({ x, name }: { readonly x: number; readonly name: string }) {
  return (
    <g className="moment">
      <line x1={x} x2={x} y1={plotY(0)} y2={plotY(1)} />
      <text x={x} y={plot.height - 6} textAnchor="middle">{name}</text>
    </g>
  )
}
