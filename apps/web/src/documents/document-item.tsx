import { describeLength, type DocumentSummary } from '@tutor/protocol'
import { ListTree, Trash2 } from 'lucide-react'
import { use, useEffect, useId, useRef, useState } from 'react'
import type { LearnerConnection } from '../connection/learner-connection.ts'
import { describeSize } from './file-size.ts'
import { OpenDocument } from './open-document.ts'
import { Outline } from './outline.tsx'
import { useOutline } from './use-outline.ts'

interface DocumentItemProps {
  readonly document: DocumentSummary
  readonly learner: LearnerConnection
  /** Whether something that was said waits for its answer. */
  readonly isBusy: boolean
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

export function DocumentItem({ document, learner, isBusy }: DocumentItemProps) {
  const { id, name, bytes, addedAt } = document
  const [isOutlined, setOutlined] = useState(false)
  const [step, setStep] = useState<'none' | 'asked' | 'removing'>('none')
  const open = use(OpenDocument)
  const outlineId = useId()
  const remover = useRef<HTMLButtonElement>(null)
  const facts = [describeLength(document), describeSize(bytes), ...(addedAt === undefined ? [] : [`added ${dates.format(addedAt)}`])]
  const isRemoving = step === 'removing' && isBusy
  const keep = () => {
    setStep('none')
    remover.current?.focus()
  }
  const remove = () => setStep(learner.say(`/remove ${name}`) ? 'removing' : 'none')
  return (
    <li className="document">
      <button className="plain name" dir="auto" aria-label={`Read ${name}`} onClick={() => open({ documentId: id, documentName: name, start: 0 })}>{name}</button>
      <button className="plain icon" aria-label={`Contents of ${name}`} title="Contents" aria-expanded={isOutlined} aria-controls={outlineId} onClick={() => setOutlined(!isOutlined)}><ListTree size={16} aria-hidden /></button>
      <button className="plain icon" ref={remover} aria-label={`Remove ${name}`} title="Remove" aria-expanded={step === 'asked'} disabled={isRemoving} onClick={() => setStep(step === 'asked' ? 'none' : 'asked')}><Trash2 size={16} aria-hidden /></button>
      <p className="how">{isRemoving ? 'Being removed' : facts.join(' · ')}</p>
      {step === 'asked' && <RemoveQuestion name={name} remove={remove} keep={keep} />}
      <div id={outlineId} className="below" hidden={!isOutlined}>
        {isOutlined && <DocumentOutline document={document} learner={learner} />}
      </div>
    </li>
  )
}

function DocumentOutline({ document: { id, name }, learner }: Pick<DocumentItemProps, 'document' | 'learner'>) {
  const open = use(OpenDocument)
  return <Outline headings={useOutline(learner, id)} name={name} open={(start) => open({ documentId: id, documentName: name, start })} />
}

interface RemoveQuestionProps {
  readonly name: string
  readonly remove: () => void
  readonly keep: () => void
}

function RemoveQuestion({ name, remove, keep }: RemoveQuestionProps) {
  const safe = useRef<HTMLButtonElement>(null)
  useEffect(() => safe.current?.focus(), [])
  return (
    <div className="below question" role="group" aria-label={`Remove ${name}?`} onKeyDown={({ key }) => key === 'Escape' && keep()}>
      <p>Answers will not draw on it any more, and questions made from it go too.</p>
      <button className="danger" onClick={remove}>Remove for good</button>
      <button ref={safe} onClick={keep}>Keep it</button>
    </div>
  )
}
