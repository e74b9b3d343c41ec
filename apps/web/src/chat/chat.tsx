import { describePlace } from '@tutor/protocol'
import { memo, useEffect, useRef } from 'react'
import type { PageState } from '../connection/learner-connection.ts'
import type { ShownMessage } from '../connection/transcript.ts'
import { Words } from './words.tsx'

interface ChatProps {
  readonly state: PageState
  readonly say: (text: string) => boolean
}

/** How near to its end, in pixels, the list is followed. */
const nearEnd = 80

export function Chat({ state: { messages, waiting, runId }, say }: ChatProps) {
  const list = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    if (follows.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  })
  const watch = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: { currentTarget: HTMLElement }) => {
    follows.current = scrollHeight - scrollTop - clientHeight < nearEnd
  }
  if (messages.length === 0 && waiting.length === 0) return <FirstVisit say={say} />
  return (
    <div className="messages" ref={list} onScroll={watch} tabIndex={0} role="log" aria-busy={runId !== undefined} aria-label="Messages"><ol>
      {messages.map((message) => <Message key={message.id} message={message} />)}
      {waiting.filter(({ message }) => messages.every(({ id }) => id !== message.id)).map(({ message }) => (
        <li key={message.id} className="learner waiting"><span className="who">You, not sent yet</span><p>{message.content}</p></li>
      ))}
    </ol></div>
  )
}

const Message = memo(function Message({ message: { from, text, citations, isFault } }: { readonly message: ShownMessage }) {
  return (
    <li className={isFault ? 'tutor fault' : from}>
      <span className="who">{from === 'learner' ? 'You' : 'Tutor'}</span>
      {from === 'learner' ? <p>{text}</p> : <Words text={text} />}
      {citations.map(({ mark, documentName, place, quote }) => (
        <details key={mark}>
          <summary>[{mark}] {documentName}, {describePlace(place)}</summary>
          <blockquote>{quote}</blockquote>
        </details>
      ))}
    </li>
  )
})

function FirstVisit({ say }: Pick<ChatProps, 'say'>) {
  return (
    <div className="first">
      <h2>What would you like to learn?</h2>
      <p>Begin with the sample course, or add notes of your own under Documents and ask about them.</p>
      <button className="main" onClick={() => say('/start linear-equations')}>Start the sample course</button>
      <button onClick={() => say('/help')}>What can I ask?</button>
    </div>
  )
}
