import type { OpenQuestion } from '@tutor/protocol'
import { useState } from 'react'
import { Words } from '../chat/words.tsx'

interface QuestionCardProps {
  readonly question: OpenQuestion
  readonly disabled: boolean
  readonly say: (text: string) => boolean
}

/** The open question. Its buttons say what one could type. */
export function QuestionCard({ question, disabled, say }: QuestionCardProps) {
  const { item, hintLevel, awaits } = question
  const choices = Object.entries(item.choices ?? {})
  return (
    <section className="card" aria-label="Open question">
      {choices.length > 0 && <Words text={item.prompt} />}
      {awaits === 'confidence' && <Confidence key={question.questionId} disabled={disabled} say={say} />}
      {choices.length > 0 && awaits !== 'explanation' && (
        <ul className="choices">
          {choices.map(([name, text]) => <li key={name}><button disabled={disabled} onClick={() => say(name)}><b>{name}</b> <Words text={text} /></button></li>)}
        </ul>
      )}
      <p className="help">
        <span aria-label={`Hints given: ${hintLevel} of 5`}>{'●'.repeat(hintLevel)}{'○'.repeat(5 - hintLevel)}</span>
        <button disabled={disabled} onClick={() => say('/hint')}>Hint</button>
        <button disabled={disabled} onClick={() => say('/example')}>Worked example</button>
        <button disabled={disabled} onClick={() => say('/skip')}>Skip</button>
        <button disabled={disabled} onClick={() => say('/reveal')}>Show the solution</button>
      </p>
    </section>
  )
}

function Confidence({ disabled, say }: Pick<QuestionCardProps, 'disabled' | 'say'>) {
  const [percent, setPercent] = useState(50)
  return (
    <p className="confidence">
      <label>How sure will you be? {percent} % <input type="range" min={0} max={100} step={5} value={percent} onChange={(event) => setPercent(Number(event.target.value))} /></label>
      <button disabled={disabled} onClick={() => say(`/sure ${percent}`)}>Say so</button>
    </p>
  )
}
