import type { Known } from '../connection/known-learner.ts'
import { skillTitle } from '../skill-names.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { ForgettingPlot } from './forgetting-plot.tsx'
import { HistoryPlot } from './history-plot.tsx'
import { percent, skillState, statusNames } from './skill-state.ts'

interface SkillDetailProps {
  readonly known: Known
  readonly skill: string
  readonly now: number
  readonly choose: (skill: string) => void
  readonly say: (text: string) => boolean
}

/** One skill: its number, what the number rests on, what becomes of it, and the means to contradict it. */
export function SkillDetail({ known, skill, now, choose, say }: SkillDetailProps) {
  const { record } = known
  const state = skillState(known, skill, now)
  const evidence = record.evidence(skill)
  const history = record.history(skill)
  const review = record.reviews(now).find((each) => each.skill === skill)
  return (
    <section className="skill-detail" aria-label={state.title}>
      <h3>{state.title}</h3>
      <p><span className="status" data-status={state.status}>{statusNames[state.status]}</span> {numberText(state.status === 'unseen', state.probability)}</p>
      {state.claim && <p className="soft">You said that this is {state.claim}. The next answers decide.</p>}
      {state.earlier && <p className="soft">{state.earlier.right} of {state.earlier.counted} earlier answers were right; they are kept as a sum.</p>}
      {state.requires.length > 0 && <p className="soft builds-on">Builds on {state.requires.map((id) => <button key={id} className="plain" onClick={() => choose(id)}>{skillTitle(known, id)}</button>)}</p>}
      <div className="row">
        <button className="main" onClick={() => say(`/learn ${skill}`)}>Learn it</button>
        <button onClick={() => say(`/quiz ${skill}`)}>Quiz me on it</button>
        <button onClick={() => say(`/explain ${skill}`)}>Explain it</button>
      </div>
      {history.length > 0 && <HistoryPlot history={history} evidence={evidence} />}
      {review && <ForgettingPlot record={record} review={review} now={now} />}
      <h4>Answers behind it</h4>
      <EvidenceList evidence={evidence} />
      <h4>Is that wrong?</h4>
      <div className="row">
        <button onClick={() => say(`/correct ${skill} known`)}>I know this</button>
        <button onClick={() => say(`/correct ${skill} unknown`)}>I do not know this</button>
        {record.plan?.skills.includes(skill) && <button onClick={() => say(`/plan without ${skill}`)}>Leave it out of the plan</button>}
        {(evidence.length > 0 || state.claim) && <ConfirmButton label="Forget what is known" warning={`All answers to “${state.title}” are deleted, also from the conversation before. That cannot be undone.`} confirm="Delete them" act={() => say(`/forget ${skill}`)} />}
      </div>
    </section>
  )
}

function numberText(isNew: boolean, probability: number): string {
  return isNew ? 'Nothing is known of it yet.' : `You know it now with a probability of ${percent(probability)}.`
}
