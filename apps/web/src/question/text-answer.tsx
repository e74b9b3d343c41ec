import { useId, type FormEvent } from 'react'
import type { Saying } from './saying.ts'
import { useDraft } from './use-draft.ts'

interface TextAnswerProps extends Saying {
  readonly questionId: string
}

export function TextAnswer({ questionId, disabled, say }: TextAnswerProps) {
  const [text, setText] = useDraft(questionId)
  const id = useId()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && say(text.trim())) setText('')
  }
  return (
    <form className="text-answer" onSubmit={send}>
      <label htmlFor={id}>Your answer, in a sentence or two</label>
      <textarea id={id} rows={3} value={text} disabled={disabled} onChange={(event) => setText(event.target.value)} />
      <button className="main" disabled={disabled || text.trim() === ''}>Answer</button>
    </form>
  )
}
