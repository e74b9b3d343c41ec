import { describeLength, type DocumentSummary } from '@tutor/protocol'
import { Quote, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { LearnerConnection } from '../../connection/learner-connection.ts'
import type { DocumentTarget } from '../open-document.ts'
import { useMedia } from '../../shell/use-media.ts'
import { Outline } from '../outline.tsx'
import { useOutline } from '../use-outline.ts'
import { ReaderText } from './reader-text.tsx'
import { useReading } from './use-reading.ts'

interface ReaderProps {
  readonly target: DocumentTarget
  /** The document, unless it was removed. */
  readonly document: DocumentSummary | undefined
  readonly learner: Pick<LearnerConnection, 'conversation'>
  readonly close: () => void
}

/** A place in a document that is gone to; another one each time, so that one can go back to the same. */
interface Place {
  readonly start: number
  readonly quote?: string | undefined
}

/** A document, opened at a place. Closing it gives the focus back to whatever opened it. */
export default function Reader({ target, document, learner, close }: ReaderProps) {
  const { documentId, documentName: name, start, quote } = target
  const dialog = useRef<HTMLDialogElement>(null)
  const contents = useRef<HTMLDetailsElement>(null)
  const titleId = useId()
  const [place, setPlace] = useState<Place>({ start, quote })
  const { shown, failure, readOn } = useReading(learner, documentId, place.start)
  const headings = useOutline(learner, documentId)
  const hasRoom = useMedia('(min-width: 60rem)')
  useEffect(() => dialog.current?.showModal(), [])
  const goTo = (heading: number) => {
    if (contents.current) contents.current.open = false
    setPlace({ start: heading })
  }
  const outline = document && <Outline headings={headings} name={name} open={goTo} />
  return (
    <dialog className="reader" ref={dialog} aria-labelledby={titleId} onClose={close}>
      <header>
        <h2 id={titleId} dir="auto">{name}</h2>
        {document && <p className="soft">{describeLength(document)}</p>}
        {quote !== undefined && <button onClick={() => setPlace({ start, quote })}><Quote size={16} aria-hidden /> To the quote</button>}
        <button className="plain icon" aria-label="Close the document" title="Close (Esc)" onClick={() => dialog.current?.close()}><X size={18} aria-hidden /></button>
      </header>
      {hasRoom ? <aside>{outline}</aside> : document && <details ref={contents}><summary>Contents</summary>{outline}</details>}
      {shown && <ReaderText shown={shown} headings={headings} place={place} readOn={readOn} name={name} />}
      {!shown && failure === undefined && <p className="soft state" role="status">Opening {name}…</p>}
      {failure !== undefined && <p className="notice bad state" role="alert">{document ? failure : `“${name}” was removed, so its surroundings cannot be shown.`}</p>}
      {!shown && quote !== undefined && <blockquote className="state">{quote}</blockquote>}
    </dialog>
  )
}
