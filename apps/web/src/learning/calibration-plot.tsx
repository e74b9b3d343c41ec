import type { LearnerRecord } from '@tutor/learner'
import type { QuizPurpose } from '@tutor/protocol'
import { dayName } from './days.ts'
import { PercentAxis } from './percent-axis.tsx'
import { plot, plotLine, plotViewBox, plotX, plotY } from './plot.ts'
import { calibrationOf, confidenceGroups, sureAnswers, type Calibration } from './quiz-report.ts'
import { percent } from './skill-state.ts'

const names: Readonly<Record<QuizPurpose, string>> = { diagnostic: 'first look', lesson: 'lesson', quiz: 'quiz', exam: 'mock exam', review: 'review' }

/** A difference that is more than chance. */
const tellingDifference = 0.15

/** How sure the learner was in the last quiz, against how often they were right. */
export function CalibrationPlot({ record }: { readonly record: LearnerRecord }) {
  const answers = sureAnswers(record)
  const { lastQuiz } = record
  if (!lastQuiz || answers.length === 0) return undefined
  const calibration = calibrationOf(answers)
  const groups = confidenceGroups(answers)
  return (
    <section aria-label="How well you judge yourself">
      <h2>How well you judge yourself</h2>
      <p>In the {names[lastQuiz.purpose]} of {dayName(lastQuiz.startedAt)} you were {percent(calibration.confidence)} sure on average, and {percent(calibration.right)} was right. {judgement(calibration, answers.length)}</p>
      <figure className="plot">
        <figcaption>How often you were right, by how sure you were</figcaption>
        <svg viewBox={plotViewBox} role="img" aria-label={groups.map(({ from, to, answers: all, right }) => `${percent(from)} to ${percent(to)} sure: ${right} of ${all} right`).join('; ')}>
          <PercentAxis />
          <path className="goal" d={plotLine([[0, 0], [1, 1]])} />
          {groups.map(({ from, to, answers: all, right }) => (
            <g key={from} className="bar">
              <rect x={plotX(from) + 3} y={plotY(right / all)} width={plotX(to) - plotX(from) - 6} height={Math.max(2, plotY(0) - plotY(right / all))} />
              <text x={(plotX(from) + plotX(to)) / 2} y={Math.max(plot.top + 9, plotY(right / all) - 4)} textAnchor="middle">{right} of {all}</text>
            </g>
          ))}
          <g className="axis">{[0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => <text key={share} x={plotX(share)} y={plot.height - 6} textAnchor="middle">{Math.round(share * 100)}</text>)}</g>
        </svg>
        <p className="key">Across: how sure you were, in percent. On the dashed line you judge yourself exactly. Brier score {calibration.brier.toFixed(2)}; 0 is perfect, 0.25 is guessing.</p>
      </figure>
    </section>
  )
}

function judgement({ confidence, right }: Calibration, answers: number): string {
  if (answers < 3) return ''
  if (confidence - right > tellingDifference) return 'You were surer than you could be: check an answer before you trust it.'
  return right - confidence > tellingDifference ? 'You know more than you think.' : 'You judge yourself well.'
}
