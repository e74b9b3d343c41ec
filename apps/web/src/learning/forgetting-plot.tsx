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
const daysBehind = 10

/** How what is known fades until it is reviewed. */
export function ForgettingPlot({ record, review: { skill, dueAt, retrievability }, now }: ForgettingPlotProps) {
  const from = record.history(skill).at(-1)?.at ?? now
  const until = Math.max(dueAt, now) + daysBehind * dayMs
  const share = (at: number): number => (at - from) / (until - from)
  const times = Array.from({ length: samples + 1 }, (_, index) => from + ((until - from) * index) / samples)
  return (
    <figure className="plot">
      <figcaption>How it fades without a review</figcaption>
      <svg viewBox={plotViewBox} role="img" aria-label={`Remembered now with ${percent(retrievability)}; the review is due on ${dayName(dueAt)}.`}>
        <PercentAxis />
        <path className="line" d={plotLine(times.map((at) => [share(at), record.mastery(skill, at).probability]))} />
        <Moment x={plotX(share(now))} y={plot.height - 6} name="today" />
        <Moment x={plotX(share(dueAt))} y={plotY(0) - 5} name="review" />
      </svg>
      <p className="key">{dueAt <= now ? `Its review is due since ${dayName(dueAt)}.` : `Its review is due on ${dayName(dueAt)}.`} You remember it with a probability of {percent(retrievability)} now.</p>
    </figure>
  )
}

function Moment({ x, y, name }: { readonly x: number; readonly y: number; readonly name: string }) {
  return (
    <g className="moment">
      <line x1={x} x2={x} y1={plotY(0)} y2={plotY(1)} />
      <text x={Math.max(x, plot.left + 14)} y={y} textAnchor="middle">{name}</text>
    </g>
  )
}
