import type { LearnerConnection, PageState } from '../connection/learner-connection.ts'
import { QuestionPart } from '../question/question-part.tsx'
import { panelId, tabId } from '../shell/tabs.tsx'
import { AnswerAloud } from './answer-aloud.tsx'
import { Composer } from './composer.tsx'
import { FirstVisit } from './first-visit.tsx'
import { Messages } from './messages.tsx'
import { ModelBanner } from './model-banner.tsx'
import { Notices } from './notices.tsx'

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
  const { connection, model, messages, waiting, answering, known } = state
  const isOver = connection.kind === 'closed'
  const isEmpty = messages.length === 0 && waiting.length === 0
  const role = isTab ? { role: 'tabpanel', id: panelId('Chat'), 'aria-labelledby': tabId('Chat') } : { 'aria-label': 'Conversation' }
  const addText = (text: string) => {
    const file = new File([text], `pasted-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, '-')}.txt`, { type: 'text/plain' })
    showDocuments()
    learner.uploads.add({ files: [file], folders: [] })
  }
  return (
    <section className="chat" hidden={!isShown} {...role}>
      {model && <ModelBanner key={model.name} model={model} />}
      {isEmpty ? <FirstVisit isReady={connection.kind === 'live'} courses={known.courses} say={say} showDocuments={showDocuments} /> : <Messages learner={learner} state={state} />}
      <div className="foot">
        <Notices learner={learner} state={state} />
        <QuestionPart known={known} disabled={isOver} say={say} />
        <Composer draftKey={`tutor.draft.${learner.clientId}`} disabled={isOver} isAnswering={answering !== undefined} say={say} stop={() => learner.stop()} addText={addText} />
      </div>
      <AnswerAloud messages={messages} answering={answering} />
    </section>
  )
}
