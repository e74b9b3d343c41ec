import { useId, useState, type FormEvent } from 'react'
import type { Saying } from './saying.ts'

/** After a first success: saying why it works makes it stay. It may be left out. */
export function Explanation({ disabled, say }: Saying) {
  const [text, setText] = useState('')
  const id = useId()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') say(text.trim())
  }
  return (
    <form className="text-answer" onSubmit={send}>
      <label htmlFor={id}>Right. Why does that work? Say it in a sentence of your own.</label>
      <textarea id={id} rows={2} value={text} disabled={disabled} onChange={(event) => setText(event.target.value)} />
      <div className="field">
        <button className="main" disabled={disabled || text.trim() === ''}>Say why</button>
        <button type="button" disabled={disabled} onClick={() => say('/next')}>Go on without</button>
      </div>
    </form>
  )
}
