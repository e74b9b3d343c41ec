import { useState, type FormEvent } from 'react'
import { Words } from '../chat/words.tsx'
import type { Saying } from './saying.ts'

interface ChoiceAnswerProps extends Saying {
  /** By the letter that answers. */
  readonly choices: Readonly<Record<string, string>>
}

export function ChoiceAnswer({ choices, disabled, say }: ChoiceAnswerProps) {
  const [chosen, setChosen] = useState<string>()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (chosen !== undefined) say(chosen)
  }
  return (
    <form onSubmit={send}>
      <fieldset className="choices" disabled={disabled}>
        <legend className="aloud">Your choice</legend>
        {Object.entries(choices).map(([name, text]) => (
          <label key={name}>
            <input type="radio" name="choice" value={name} checked={chosen === name} onChange={() => setChosen(name)} />
            <b>{name}</b>
            <Words text={text} />
          </label>
        ))}
      </fieldset>
      <button className="main" disabled={disabled || chosen === undefined}>Answer</button>
    </form>
  )
}
