import { useSyncExternalStore } from 'react'
import { SignIn } from '../admin/sign-in.tsx'
import { Brand } from '../shell/brand.tsx'
import { ThemeSwitch } from '../shell/theme-switch.tsx'
import type { ClassBook, ClassState } from './class-book.ts'
import { Roster } from './roster.tsx'

/** What teachers see of their learners. */
export function TeacherPage({ book }: { readonly book: ClassBook }) {
  const state = useSyncExternalStore(book.subscribe, book.getState)
  const isIn = state.status === 'signed-in'
  return (
    <>
      <header className="bar">
        <Brand />
        <p className="audience">for teachers</p>
        <div className="bar-end">
          {isIn && <button onClick={() => void book.look()}>Look again</button>}
          {isIn && <button className="plain" onClick={() => book.signOut()}>Sign out</button>}
          <ThemeSwitch />
        </div>
      </header>
      <main>
        {isIn ? <Class {...state} /> : (
          <SignIn problem={state.problem} signIn={(token) => book.signIn(token)}>
            It is one with the role <code>teacher</code> that names your learners; your school issues it. It is forgotten when you close this tab.
          </SignIn>
        )}
      </main>
    </>
  )
}

function Class({ teacher, learners, problem }: Extract<ClassState, { status: 'signed-in' }>) {
  return (
    <div className="board">
      {problem !== undefined && <p className="notice bad" role="alert"><span>{problem}</span></p>}
      <section aria-labelledby="learners">
        <h2 id="learners">{teacher === undefined ? 'Your learners' : `Learners of ${teacher}`}</h2>
        <p className="hint">You see which skills a learner knows how well where they have allowed it, with <code>/share on</code>. They see that you looked. Nobody sees what they said or answered.</p>
        <Roster learners={learners} />
      </section>
    </div>
  )
}
