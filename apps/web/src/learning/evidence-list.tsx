import type { Evidence, Verdict } from '@tutor/protocol'
import { dayName } from './days.ts'

const verdicts: Readonly<Record<Verdict, string>> = { right: 'right', wrong: 'not right', wrong_form: 'in another form', progress: 'a right step', unsure: 'cannot be told', invalid: 'no answer' }

/** The answers that a number rests on, the last first. */
export function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return <p className="soft">No answer yet.</p>
  return (
    <ol className="evidence" reversed>
      {evidence.toReversed().map((each) => (
        <li key={each.answerId} data-verdict={each.verdict}>
          <code>{each.answer.length > 80 ? `${each.answer.slice(0, 80)}…` : each.answer}</code>
          <span>{verdicts[each.verdict]}</span>
          <small>{dayName(each.at)} · {circumstances(each)}</small>
        </li>
      ))}
    </ol>
  )
}

function circumstances({ hintLevel, confidence, counts, attempt }: Evidence): string {
  const help = hintLevel === 0 ? 'without help' : hintLevel === 1 ? 'after a hint' : `after ${hintLevel} hints`
  const sure = confidence === undefined ? [] : [`${Math.round(confidence * 100)} % sure`]
  return [attempt === 0 ? 'first try' : `try ${attempt + 1}`, help, ...sure, counts ? 'counts' : 'does not count'].join(' · ')
}
