import type { Verdict } from '@tutor/protocol'
import { CircleCheck, CircleHelp, CircleX, Flag, ListChecks, type LucideIcon } from 'lucide-react'
import { useId, useState, type FormEvent } from 'react'
import { Words } from '../chat/words.tsx'
import type { MarkedAnswer } from '../connection/known-learner.ts'
import type { Saying } from './saying.ts'

const told: Readonly<Record<Verdict, readonly [Icon: LucideIcon, title: string]>> = {
  right: [CircleCheck, 'Right'],
  progress: [ListChecks, 'A right step'],
  wrong: [CircleX, 'Not right'],
  wrong_form: [CircleHelp, 'Right, but in another form than asked for'],
  unsure: [CircleHelp, 'That cannot be told'],
  invalid: [CircleHelp, 'That is no answer of this kind'],
}

interface LastMarkProps extends Saying {
  readonly marked: MarkedAnswer
}

/** What the last answer came to. */
export function LastMark({ marked: { question, answer, mark }, ...saying }: LastMarkProps) {
  if (question.purpose === 'exam') return <p className="mark" role="status">Noted. The marks come at the end of the exam.</p>
  const [Icon, title] = told[mark.verdict]
  return (
    <div className="mark" data-verdict={mark.verdict} role="status">
      <p className="mark-title"><Icon size={18} aria-hidden /> <strong>{title}</strong> <code>{answer.length > 60 ? `${answer.slice(0, 60)}…` : answer}</code></p>
      <Words text={mark.feedback} />
      {mark.verdict !== 'right' && mark.verdict !== 'progress' && <Doubt {...saying} />}
    </div>
  )
}

/** The learner may say that the key is wrong. */
function Doubt({ disabled, say }: Saying) {
  const [reason, setReason] = useState<string>()
  const id = useId()
  if (reason === undefined) return <button className="plain doubt" disabled={disabled} onClick={() => setReason('')}><Flag size={16} aria-hidden />The key is wrong</button>
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') say(`/flag ${reason.trim()}`)
  }
  return (
    <form className="line-answer" onSubmit={send}>
      <label htmlFor={id}>Why is it wrong?</label>
      <div className="field">
        <input id={id} value={reason} disabled={disabled} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        <button disabled={disabled || reason.trim() === ''}>Send</button>
        <button type="button" className="plain" onClick={() => setReason(undefined)}>Cancel</button>
      </div>
    </form>
  )
}
