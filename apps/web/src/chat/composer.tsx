import { useState, type FormEvent, type KeyboardEvent } from 'react'

const key = 'tutor.draft'

interface ComposerProps {
  readonly disabled: boolean
  readonly isAnswering: boolean
  readonly say: (text: string) => boolean
  readonly stop: () => void
}

/** Where the learner types. A draft outlives the page. */
export function Composer({ disabled, isAnswering, say, stop }: ComposerProps) {
  const [draft, setDraft] = useState(() => localStorage.getItem(key) ?? '')
  const change = (text: string) => {
    setDraft(text)
    keepDraft(text)
  }
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (draft.trim() !== '' && say(draft)) change('')
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form className="composer" onSubmit={send}>
      <label htmlFor="draft">Your message</label>
      <textarea id="draft" rows={2} value={draft} disabled={disabled} placeholder="Ask, answer, or /help" onChange={(event) => change(event.target.value)} onKeyDown={press} />
      <button className="main" disabled={disabled || draft.trim() === ''}>Send</button>
      {isAnswering && <button type="button" onClick={stop}>Stop</button>}
    </form>
  )
}

/** A draft that is too long for the browser's storage stays on the page alone. */
function keepDraft(text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    localStorage.removeItem(key)
  }
}
