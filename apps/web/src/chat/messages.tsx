import { ArrowDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LearnerConnection, PageState } from '../connection/learner-connection.ts'
import { Message } from './message.tsx'
import { Progress } from './progress.tsx'
import { UnsentMessage } from './unsent-message.tsx'

interface MessagesProps {
  readonly learner: LearnerConnection
  readonly state: PageState
}

/** How near to its end, in pixels, the list is followed. */
const nearEnd = 80
/** Messages that are shown to begin with, and that come when the learner nears the first one. */
const atFirst = 40
const atATime = 5
/** How near to its beginning, in screens, more messages are shown. */
const nearBeginning = 3

/** The end of the conversation, and as much of what was before as the learner has scrolled to. */
export function Messages({ learner, state: { messages, waiting, answering } }: MessagesProps) {
  const list = useRef<HTMLDivElement>(null)
  /** Where the list was scrolled to. */
  const top = useRef(0)
  const [isFollowed, setFollowed] = useState(true)
  const [reached, setReached] = useState<number>()
  const first = Math.min(reached ?? Infinity, Math.max(0, messages.length - atFirst))
  useEffect(() => {
    if (isFollowed) list.current?.scrollTo({ top: list.current.scrollHeight })
  })
  const watch = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget
    // A list that grows is scrolled as well; only who scrolls back leaves its end.
    const isBack = scrollTop < top.current
    top.current = scrollTop
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEnd
    if (isAtEnd) setFollowed(true)
    if (isAtEnd || !isBack) return
    setFollowed(false)
    // What the learner looks at stays where it is, whatever comes.
    if (reached === undefined) setReached(first)
    if (first > 0 && scrollTop < nearBeginning * clientHeight) {
      // A browser that stands at the very beginning would show what comes before in place of what is there.
      if (scrollTop === 0) currentTarget.scrollTop = 1
      setReached(Math.max(0, first - atATime))
    }
  }
  return (
    <div className="messages-frame">
      <div className="messages" ref={list} onScroll={watch} tabIndex={0} role="region" aria-busy={answering !== undefined} aria-label="Messages">
        <ol>
          {messages.slice(first).map((message) => <Message key={message.id} message={message} isGrowing={message.id === answering?.messageId} learner={learner} />)}
          {waiting.map((each) => <UnsentMessage key={each.run.message.id} message={each} learner={learner} />)}
        </ol>
        {answering && <Progress answering={answering} />}
      </div>
      {!isFollowed && <button className="to-end" onClick={() => setFollowed(true)}><ArrowDown size={16} aria-hidden /> Jump to latest</button>}
    </div>
  )
}
