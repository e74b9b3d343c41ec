import type { AskedItem } from '@tutor/protocol'
import { useId, useRef, type FormEvent } from 'react'
import type { Saying } from './saying.ts'
import { useDraft } from './use-draft.ts'

type LineKind = Extract<AskedItem['answerKind'], 'number' | 'algebra' | 'equation' | 'text'>

interface LineField {
  readonly label: string
  readonly example: string
  /** Signs that are far away on the keyboard of a phone. */
  readonly signs: readonly string[]
}

const fields: Readonly<Record<LineKind, LineField>> = {
  number: { label: 'Your number, with its unit if it has one', example: '-0.5, 3/4, 12 km/h', signs: ['-', '/', '.', '%'] },
  algebra: { label: 'Your term', example: '3(x + 2)', signs: ['x', '+', '-', '*', '/', '^', '(', ')'] },
  equation: { label: 'The solution, or your next step', example: 'x = 4', signs: ['x', '=', '+', '-', '*', '/', '(', ')'] },
  text: { label: 'Your answer, a word or a few', example: '', signs: [] },
}

interface LineAnswerProps extends Saying {
  readonly questionId: string
  readonly kind: LineKind
}

/** An answer in one line. An equation is solved line by line: each step is sent, and the field is free for the next. */
export function LineAnswer({ questionId, kind, disabled, say }: LineAnswerProps) {
  const [text, setText] = useDraft(questionId)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const { label, example, signs } = fields[kind]
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && say(text.trim())) setText('')
  }
  const insert = (sign: string) => {
    if (!field.current) return
    const { selectionStart, selectionEnd } = field.current
    field.current.setRangeText(sign, selectionStart ?? text.length, selectionEnd ?? text.length, 'end')
    setText(field.current.value)
    field.current.focus()
  }
  return (
    <form className="line-answer" onSubmit={send}>
      <label htmlFor={id}>{label}</label>
      <div className="field">
        <input id={id} ref={field} value={text} disabled={disabled} placeholder={example === '' ? undefined : `such as ${example}`} autoComplete="off" autoCapitalize="off" spellCheck={false} onChange={(event) => setText(event.target.value)} />
        <button className="main" disabled={disabled || text.trim() === ''}>Answer</button>
      </div>
      {signs.length > 0 && (
        <div className="signs" role="group" aria-label="Insert a sign">
          {signs.map((sign) => <button key={sign} type="button" disabled={disabled} onClick={() => insert(sign)}>{sign}</button>)}
        </div>
      )}
    </form>
  )
}
