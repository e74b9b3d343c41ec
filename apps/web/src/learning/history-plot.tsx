import type { SkillMoment } from '@tutor/learner'
import type { Evidence } from '@tutor/protocol'
import { PercentAxis } from './percent-axis.tsx'
import { plotLine, plotViewBox, plotX, plotY } from './plot.ts'
import { percent } from './skill-state.ts'

interface HistoryPlotProps {
  /** At least one. */
  readonly history: readonly SkillMoment[]
  readonly evidence: readonly Evidence[]
}

/** What was thought after each answer and claim. What did not count moves nothing and is a small dot. */
export function HistoryPlot({ history, evidence }: HistoryPlotProps) {
  const answers = new Map(evidence.map((each) => [each.answerId, each]))
  const share = (index: number): number => (history.length === 1 ? 0.5 : index / (history.length - 1))
  const last = history.at(-1)!
  return (
    <figure className="plot">
      <figcaption>How the number came about, answer by answer</figcaption>
      <svg viewBox={plotViewBox} role="img" aria-label={`After ${history.length} ${history.length === 1 ? 'answer' : 'answers'} the number is ${percent(last.probability)}.`}>
        <PercentAxis />
        <line className="goal" x1={plotX(0)} x2={plotX(1)} y1={plotY(0.95)} y2={plotY(0.95)} />
        <path className="line" d={plotLine(history.map(({ probability }, index) => [share(index), probability]))} />
        {history.map(({ at, probability, answerId, claim }, index) => (
          <Mark key={`${at} ${index}`} x={plotX(share(index))} y={plotY(probability)} claim={claim} evidence={answerId === undefined ? undefined : answers.get(answerId)} />
        ))}
      </svg>
      <p className="key"><span data-mark="right">● right</span> <span data-mark="wrong">✕ not right</span> <span>◆ you said so</span> <span>· does not count</span> <span>– – mastered</span></p>
    </figure>
  )
}

interface MarkProps {
  readonly x: number
  readonly y: number
  readonly claim: SkillMoment['claim']
  readonly evidence: Evidence | undefined
}

function Mark({ x, y, claim, evidence }: MarkProps) {
  if (claim !== undefined) return <path className="mark-claim" d={`M ${x} ${y - 5} L ${x + 5} ${y} L ${x} ${y + 5} L ${x - 5} ${y} Z`} />
  if (!evidence?.counts) return <circle className="mark-idle" cx={x} cy={y} r={2} />
  if (evidence.verdict === 'right') return <circle className="mark-right" cx={x} cy={y} r={4.5} />
  return <path className="mark-wrong" d={`M ${x - 4} ${y - 4} L ${x + 4} ${y + 4} M ${x - 4} ${y + 4} L ${x + 4} ${y - 4}`} />
}
