import type { LearnerConnection } from '../connection/learner-connection.ts'
import type { WaitingMessage } from '../connection/waiting-messages.ts'
import { Moment } from './moment.tsx'

interface UnsentMessageProps {
  readonly message: WaitingMessage
  readonly learner: LearnerConnection
}

/** What the server has not taken: it waits for a connection, or for the learner's word where it was refused. */
export function UnsentMessage({ message, learner }: UnsentMessageProps) {
  const { run, at, refusal } = message
  return (
    <li className={`message learner ${refusal === undefined ? 'waiting' : 'refused'}`}>
      <p className="who">You <Moment at={at} /> {refusal === undefined && <span>· not sent yet</span>}</p>
      <p className="said">{run.message.content}</p>
      {refusal !== undefined && (
        <div className="refusal" role="alert">
          <p>Not taken: {refusal}</p>
          <button onClick={() => learner.sayAgain(message)}>Send again</button>
          <button onClick={() => learner.discard(run.runId)}>Discard</button>
        </div>
      )}
    </li>
  )
}
