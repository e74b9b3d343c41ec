import { errorTable, type ErrorCode } from '@tutor/protocol'
import { memo } from 'react'
import type { LearnerConnection } from '../connection/learner-connection.ts'
import type { Fault, ShownMessage } from '../connection/transcript.ts'
import { Citations, withoutSources } from '../documents/citations.tsx'
import { GrowingWords } from './growing-words.tsx'
import { Moment } from './moment.tsx'

interface MessageProps {
  readonly message: ShownMessage
  /** Whether more of it is to come. */
  readonly isGrowing: boolean
  readonly learner: LearnerConnection
}

export const Message = memo(function Message({ message: { from, text, citations, at, isAnew, fault }, isGrowing, learner }: MessageProps) {
  return (
    <li className={`message ${from}${fault ? ' fault' : ''}`}>
      <p className="who">{from === 'learner' ? 'You' : 'Tutor'} <Moment at={at} /></p>
      {isAnew && <p className="anew">The server failed in the middle of this answer. It was begun anew.</p>}
      {from === 'learner' || fault ? <p className="said">{text}</p> : <GrowingWords text={withoutSources(text, citations)} isGrowing={isGrowing} />}
      {fault && isWorthAnotherTry(fault) && <p><button onClick={() => learner.say(fault.question)}>Ask again</button></p>}
      <Citations citations={citations} />
    </li>
  )
})

function isWorthAnotherTry({ code, question }: Fault): boolean {
  return question !== '' && code !== undefined && Object.hasOwn(errorTable, code) && errorTable[code as ErrorCode].retryable
}
