import { useState, useSyncExternalStore } from 'react'
import { Chat } from './chat/chat.tsx'
import { Composer } from './chat/composer.tsx'
import { ConnectionBadge } from './connection/connection-badge.tsx'
import { Documents } from './documents/documents.tsx'
import type { LearnerConnection } from './connection/learner-connection.ts'
import { Learning } from './learning/learning.tsx'
import { QuestionCard } from './question/question-card.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

const views = ['Chat', 'Learning', 'Documents'] as const
type View = (typeof views)[number]

/** The learner's page. On a wide screen all views are there at once, on a phone one at a time. */
export function Page({ learner }: { readonly learner: LearnerConnection }) {
  const state = useSyncExternalStore(learner.subscribe, learner.getState)
  const [view, setView] = useState<View>('Chat')
  const say = (text: string) => {
    setView('Chat')
    return learner.say(text)
  }
  const isOver = state.connection.kind === 'closed'
  return (
    <div className="page" data-view={view}>
      <header>
        <h1>Tutor AI</h1>
        <ConnectionBadge connection={state.connection} waiting={state.waiting.length} />
        <ThemeSwitch />
        <nav aria-label="Views">
          {views.map((each) => <button key={each} aria-pressed={each === view} onClick={() => setView(each)}>{each}</button>)}
        </nav>
        {state.model && <p className="model"><strong>{state.model.name}</strong> {state.model.description}</p>}
        {state.problem && <p className="problem" role="alert">{state.problem} <button onClick={() => learner.dismiss()}>Close</button></p>}
      </header>
      <main>
        <section className="chat" aria-label="Conversation">
          <Chat state={state} say={say} />
          {state.learner.question && <QuestionCard question={state.learner.question} disabled={isOver} say={say} />}
          <Composer disabled={isOver} isAnswering={state.runId !== undefined} say={say} stop={() => learner.stop()} />
        </section>
        <aside aria-label="Learning and documents">
          <Learning learner={state.learner} say={say} erase={() => learner.erase()} report={(error) => learner.report(error)} />
          <Documents documents={state.documents} say={say} add={(file, onProgress) => learner.addDocument(file, onProgress)} />
        </aside>
      </main>
    </div>
  )
}
