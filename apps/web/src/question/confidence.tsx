import type { AskedItem } from '@tutor/protocol'
import { useState } from 'react'
import { Words } from '../chat/words.tsx'
import type { Saying } from './saying.ts'

/** In percent, and what each means. */
const usual = [[20, 'A guess'], [50, 'Half'], [80, 'Quite'], [95, 'Sure']] as const

interface ConfidenceProps extends Saying {
  readonly choices: AskedItem['choices']
}

/** How sure the learner is, before they answer. What could be chosen is shown and cannot be chosen yet. */
export function Confidence({ choices, disabled, say }: ConfidenceProps) {
  const [percent, setPercent] = useState(50)
  return (
    <>
      {choices && <ol className="choices-shown">{Object.entries(choices).map(([name, text]) => <li key={name}><b>{name}</b><Words text={text} /></li>)}</ol>}
      <fieldset className="confidence">
        <legend>How sure are you that you will get it right?</legend>
        <div className="usual">
          {usual.map(([value, name]) => <button key={value} disabled={disabled} onClick={() => say(`/sure ${value}`)}>{name} <small>{value} %</small></button>)}
        </div>
        <div className="exactly">
          <label>
            <span className="aloud">Exactly, in percent</span>
            <input type="range" min={0} max={100} step={5} value={percent} disabled={disabled} onChange={(event) => setPercent(Number(event.target.value))} />
          </label>
          <output>{percent} %</output>
          <button disabled={disabled} onClick={() => say(`/sure ${percent}`)}>Say so</button>
        </div>
      </fieldset>
    </>
  )
}
