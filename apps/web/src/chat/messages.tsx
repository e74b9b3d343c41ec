import { describePlace } from '@tutor/protocol'
import { memo, useEffect, useRef } from 'react'
import type { PageState } from '../connection/learner-connection.ts'
import type { ShownMessage } from '../connection/transcript.ts'
import { Words } from './words.tsx'

/** How near to its end, in pixels, the list is followed. */
const nearEnd = 80

export function Messages({ state: { messages, waiting, runId } }: { readonly state: PageState }) {
  const list = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    if (follows.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  })
  const watch = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: { currentTarget: HTMLElement }) => {
    follows.current = scrollHeight - scrollTop - clientHeight < nearEnd
  }
  return (
    <div className="messages" ref={list} onScroll={watch} tabIndex={0} role="log" aria-busy={runId !== undefined} aria-label="Messages">
      <ol>
        {messages.map((message) => <Message key={message.id} message={message} />)}
        {waiting.filter(({ message }) => messages.every(({ id }) => id !== message.id)).map(({ message }) => (
          <li key={message.id} className="message learner waiting">
            <p className="who">You, not sent yet</p>
            <p className="said">{message.content}</p>
          </li>
        ))}
      </ol>
    </div>
  )
}

const Message = memo(function Message({ message: { from, text, citations, isFault } }: { readonly message: ShownMessage }) {
  return (
    <li className={`message ${isFault ? 'tutor fault' : from}`}>
      <p className="who">{from === 'learner' ? 'You' : 'Tutor'}</p>
      {from === 'learner' ? <p className="said">{text}</p> : <Words text={text} />}
      {citations.map(({ mark, documentName, place, quote }) => (
        <details key={mark}>
          <summary>[{mark}] {documentName}, {describePlace(place)}</summary>
          <blockquote>{quote}</blockquote>
        </details>
      ))}
    </li>
  )
})
