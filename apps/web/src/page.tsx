import { CalendarDays, FileText, MessageSquare, ShieldCheck, TrendingUp } from 'lucide-react'
import { useCallback, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Chat } from './chat/chat.tsx'
import { ConnectionBadge } from './connection/connection-badge.tsx'
import type { LearnerConnection, PageState } from './connection/learner-connection.ts'
import { DocumentDesk } from './documents/document-desk.tsx'
import { Documents } from './documents/documents.tsx'
import type { Dropped } from './documents/dropped-files.ts'
import { LearnerData } from './learning/learner-data.tsx'
import { Sharing } from './learning/sharing.tsx'
import { Learning } from './learning/learning.tsx'
import { PlanView } from './learning/plan-view.tsx'
import { Brand } from './shell/brand.tsx'
import { SignedIn } from './identity/signed-in.tsx'
import { TabPanel, Tabs, type Tab } from './shell/tabs.tsx'
import { ThemeSwitch } from './shell/theme-switch.tsx'
import { useMedia } from './shell/use-media.ts'

const narrow = '(max-width: 60rem)'

const sideViews = [
  { name: 'Learning', Icon: TrendingUp },
  { name: 'Plan', Icon: CalendarDays },
  { name: 'Documents', Icon: FileText },
  { name: 'Data', Icon: ShieldCheck },
] as const
const chatView = { name: 'Chat', Icon: MessageSquare } as const
type View = 'Chat' | (typeof sideViews)[number]['name']

interface PageProps {
  readonly learner: LearnerConnection
  /** Who has signed in, where the server asks. */
  readonly user: string | undefined
  readonly signOut: () => void
}

/** The learner's page: on a wide screen the conversation with one of the other views beside it, on a narrow one a view at a time. */
export function Page({ learner, user, signOut }: PageProps) {
  const state = useSyncExternalStore(learner.subscribe, learner.getState)
  const isNarrow = useMedia(narrow)
  const [chosen, setChosen] = useState<View>('Chat')
  const view: View = !isNarrow && chosen === 'Chat' ? 'Learning' : chosen
  const add = (dropped: Dropped) => {
    setChosen('Documents')
    learner.uploads.add(dropped)
  }
  const say = useCallback(
    (text: string) => {
      if (isNarrow) setChosen('Chat')
      return learner.say(text)
    },
    [learner, isNarrow],
  )
  // An answer changes the page up to sixty times a second, and nothing in here.
  const panels: Readonly<Record<(typeof sideViews)[number]['name'], ReactNode>> = useMemo(
    () => ({
      Learning: <Learning known={state.known} say={say} />,
      Plan: <PlanView known={state.known} isNarrow={isNarrow} say={say} />,
      Documents: <Documents learner={learner} />,
      Data: <><LearnerData say={say} exportLearning={() => learner.exportLearning()} erase={() => learner.erase()} report={(error) => learner.report(error)} /><Sharing learner={state.known.record} say={say} /></>,
    }),
    [learner, state.known, isNarrow, say],
  )
  const tabs: readonly Tab<View>[] = isNarrow ? [chatView, ...sideViews] : sideViews
  return (
    <DocumentDesk learner={learner} documents={state.documents} take={add}>
      <div className="page">
        <Bar state={state} user={user} signOut={signOut} />
        <main className="shell">
          <Chat learner={learner} state={state} say={say} isShown={!isNarrow || view === 'Chat'} isTab={isNarrow} showDocuments={() => setChosen('Documents')} />
          <Tabs label="Views" tabs={tabs} chosen={view} choose={setChosen} />
          {sideViews.map(({ name }) => <TabPanel key={name} name={name} isShown={view === name}>{panels[name]}</TabPanel>)}
        </main>
      </div>
    </DocumentDesk>
  )
}

function Bar({ state: { connection, waiting }, user, signOut }: Pick<PageProps, 'user' | 'signOut'> & { readonly state: PageState }) {
  return (
    <header className="bar">
      <Brand />
      <ConnectionBadge connection={connection} waiting={waiting.filter(({ refusal }) => refusal === undefined).length} />
      <div className="bar-end">
        <ThemeSwitch />
        {user !== undefined && <SignedIn user={user} signOut={signOut} />}
      </div>
    </header>
  )
}
