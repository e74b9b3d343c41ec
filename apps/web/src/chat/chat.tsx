import type { LearnerConnection, PageState } from '../connection/learner-connection.ts'
import { QuestionCard } from '../question/question-card.tsx'
import { panelId, tabId } from '../shell/tabs.tsx'
import { Composer } from './composer.tsx'
import { FirstVisit } from './first-visit.tsx'
import { Messages } from './messages.tsx'
import { ModelBanner } from './model-banner.tsx'

interface ChatProps {
  readonly learner: LearnerConnection
  readonly state: PageState
  readonly say: (text: string) => boolean
  readonly isShown: boolean
  /** On a narrow screen the conversation is one of the tabs' panels. */
  readonly isTab: boolean
  readonly showDocuments: () => void
}

export function Chat({ learner, state, say, isShown, isTab, showDocuments }: ChatProps) {
  const isOver = state.connection.kind === 'closed'
  const isEmpty = state.messages.length === 0 && state.waiting.length === 0
  const role = isTab ? { role: 'tabpanel', id: panelId('Chat'), 'aria-labelledby': tabId('Chat') } : { 'aria-label': 'Conversation' }
  return (
    <section className="chat" hidden={!isShown} {...role}>
      {state.model && <ModelBanner key={state.model.name} model={state.model} />}
      {isEmpty ? <FirstVisit say={say} showDocuments={showDocuments} /> : <Messages state={state} />}
      <div className="foot">
        {state.problem !== undefined && (
          <div className="notice bad" role="alert"><span>{state.problem}</span> <button className="plain" onClick={() => learner.dismiss()}>Close</button></div>
        )}
        {state.known.record.question && <QuestionCard question={state.known.record.question} disabled={isOver} say={say} />}
        <Composer disabled={isOver} isAnswering={state.runId !== undefined} say={say} stop={() => learner.stop()} />
      </div>
    </section>
  )
}
