import { SendHorizontal, Square } from 'lucide-react'
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
      <label className="aloud" htmlFor="draft">Your message</label>
      <textarea id="draft" rows={1} value={draft} disabled={disabled} placeholder="Ask, answer, or /help" onChange={(event) => change(event.target.value)} onKeyDown={press} />
      {isAnswering && <button type="button" className="icon" aria-label="Stop" title="Stop the answer" onClick={stop}><Square size={16} aria-hidden /></button>}
      <button className="main icon" aria-label="Send" title="Send (Enter)" disabled={disabled || draft.trim() === ''}><SendHorizontal size={18} aria-hidden /></button>
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
