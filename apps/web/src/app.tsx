import { useSyncExternalStore } from 'react'
import { SignIn } from './identity/sign-in.tsx'
import type { Visit } from './identity/visit.ts'
import { Page } from './page.tsx'

export function App({ visit }: { readonly visit: Visit }) {
  const state = useSyncExternalStore(visit.subscribe, visit.getState)
  if (state.kind === 'asked') return <SignIn notice={state.notice} signIn={(token) => visit.signIn(token)} />
  return <Page key={state.learner.clientId} learner={state.learner} user={state.user} signOut={() => void visit.signOut()} />
}
