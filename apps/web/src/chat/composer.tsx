import { limits } from '@tutor/protocol'
import { SendHorizontal, Square } from 'lucide-react'
import { useState, type ClipboardEvent, type FormEvent, type KeyboardEvent } from 'react'
import { browserStorage, tabStorage } from '../storage/page-storage.ts'

/** Longest text that goes in a message, in characters of which each may need three bytes. */
const longest = Math.floor(limits.messageBytes / 3)

interface ComposerProps {
  /** Where the draft is kept. */
  readonly draftKey: string
  readonly disabled: boolean
  readonly isAnswering: boolean
  readonly say: (text: string) => boolean
  readonly stop: () => void
  /** Adds a text as a document. */
  readonly addText: (text: string) => void
}

/** Where the learner types. A draft outlives the page. */
export function Composer({ draftKey, disabled, isAnswering, say, stop, addText }: ComposerProps) {
  const [draft, setDraft] = useState(() => tabStorage.get(draftKey) ?? browserStorage.get(draftKey) ?? '')
  const [pasted, setPasted] = useState<string>()
  const change = (text: string) => {
    setDraft(text)
    // Each tab has a draft of its own; the last one outlives its tab.
    tabStorage.set(draftKey, text)
    browserStorage.set(draftKey, text)
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
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (text.length <= longest) return
    event.preventDefault()
    setPasted(text)
  }
  return (
    <>
      {pasted !== undefined && <LongPaste text={pasted} addText={addText} close={() => setPasted(undefined)} />}
      <form className="composer" onSubmit={send}>
        <label className="aloud" htmlFor="draft">Your message</label>
        <textarea id="draft" rows={1} value={draft} disabled={disabled} placeholder="Ask, answer, or /help" onChange={(event) => change(event.target.value)} onKeyDown={press} onPaste={paste} />
        {isAnswering && <button type="button" className="icon" aria-label="Stop" title="Stop the answer" onClick={stop}><Square size={16} aria-hidden /></button>}
        <button className="main icon" aria-label="Send" title="Send (Enter)" disabled={disabled || draft.trim() === ''}><SendHorizontal size={18} aria-hidden /></button>
      </form>
    </>
  )
}

interface LongPasteProps extends Pick<ComposerProps, 'addText'> {
  readonly text: string
  readonly close: () => void
}

/** Too much for a message; as a document it can be asked about. */
function LongPaste({ text, addText, close }: LongPasteProps) {
  const add = () => {
    addText(text)
    close()
  }
  return (
    <div className="notice warn" role="alert">
      <p>What you have pasted is too long for a message: {Math.ceil(text.length / 1000).toLocaleString()} thousand characters. Add it as a document, and ask about it.</p>
      <button type="button" onClick={add}>Add as a document</button>
      <button type="button" onClick={close}>Leave it</button>
    </div>
  )
}
