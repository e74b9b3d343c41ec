import { useId, type FormEvent, type KeyboardEvent } from 'react'
import type { Saying } from './saying.ts'
import { useDraft } from './use-draft.ts'

interface CodeAnswerProps extends Saying {
  readonly questionId: string
}

const indent = '  '

/** JavaScript. The Tab key indents; after Escape it leaves the field, so that nobody is caught in it. What was written stays after a try. */
export function CodeAnswer({ questionId, disabled, say }: CodeAnswerProps) {
  const [text, setText] = useDraft(questionId)
  const id = useId()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') say(text)
  }
  return (
    <form className="code-answer" onSubmit={send}>
      <label htmlFor={id}>Your JavaScript</label>
      <CodeField id={id} text={text} disabled={disabled} change={setText} />
      <div className="field">
        <p id={`${id}-keys`}>Tab indents. Press Escape first to leave the field with it.</p>
        <button className="main" disabled={disabled || text.trim() === ''}>Run the tests</button>
      </div>
    </form>
  )
}

interface CodeFieldProps {
  readonly id: string
  readonly text: string
  readonly disabled: boolean
  readonly change: (text: string) => void
}

function CodeField({ id, text, disabled, change }: CodeFieldProps) {
  const insert = (event: KeyboardEvent<HTMLTextAreaElement>, inserted: string) => {
    event.preventDefault()
    const { currentTarget: field } = event
    field.setRangeText(inserted, field.selectionStart, field.selectionEnd, 'end')
    change(field.value)
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { currentTarget: field, key } = event
    const isLeaving = field.dataset['leaves'] !== undefined
    if (key === 'Escape') field.dataset['leaves'] = ''
    else if (key !== 'Shift') delete field.dataset['leaves']
    if (key === 'Tab' && !event.shiftKey && !isLeaving) insert(event, indent)
    if (key === 'Enter' && !event.nativeEvent.isComposing) insert(event, `\n${indentAt(field)}`)
  }
  return <textarea id={id} aria-describedby={`${id}-keys`} rows={7} value={text} disabled={disabled} spellCheck={false} autoCapitalize="off" autoComplete="off" onChange={(event) => change(event.target.value)} onKeyDown={press} />
}

/** Of the line that the caret is in; one more behind a bracket that opens. */
function indentAt({ value, selectionStart }: HTMLTextAreaElement): string {
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart)
  const own = /^\s*/.exec(line)?.[0] ?? ''
  return /[{([]\s*$/.test(line) ? own + indent : own
}
