import { useSyncExternalStore } from 'react'
import { Brand } from '../shell/brand.tsx'
import { ThemeSwitch } from '../shell/theme-switch.tsx'
import { Board } from './board.tsx'
import { Confirmed } from './confirmed.tsx'
import type { ServerWatch, WatchState } from './server-watch.ts'
import { SignIn } from './sign-in.tsx'

/** What the server's operators see of it, and what they can end. */
export function OperatorPage({ watch }: { readonly watch: ServerWatch }) {
  const state = useSyncExternalStore(watch.subscribe, watch.getState)
  const isIn = state.status === 'signed-in'
  return (
    <>
      <header className="bar">
        <Brand />
        <p className="audience">for operators</p>
        {isIn && <ServerStatus {...state} />}
        <div className="bar-end">
          {isIn && (
            <Confirmed action="Stop the server" question="Stop the server?" consequence="Nobody is let in any more, and answers under way get their time to end. Then the server and its supervisor are gone, until you or your service manager start them again. Nothing that was acknowledged is lost." act={() => watch.act('drain')} />
          )}
          {isIn && <button className="plain" onClick={() => watch.signOut()}>Sign out</button>}
          <ThemeSwitch />
        </div>
      </header>
      <main>
        {isIn ? <Board state={state} watch={watch} /> : (
          <SignIn problem={state.problem} signIn={(token) => watch.signIn(token)}>
            On this machine it is in the file <code>operator-token</code> of the server’s data folder. Where people sign in
            (<code>AUTH=jwt</code>), it is a token of yours with the role <code>operator</code>. It is forgotten when you close this tab.
          </SignIn>
        )}
      </main>
    </>
  )
}

function ServerStatus({ view, isReachable }: Extract<WatchState, { status: 'signed-in' }>) {
  const [kind, words] = describe(view?.server.isStopping, isReachable && view !== undefined)
  return <p className="server-status" data-kind={kind} role="status">{words}</p>
}

function describe(isStopping: boolean | undefined, isHeard: boolean): readonly [kind: string, words: string] {
  if (!isHeard) return isStopping === undefined ? ['waiting', 'Connecting'] : ['gone', isStopping ? 'Stopped' : 'No answer']
  return isStopping ? ['stopping', 'Stopping'] : ['live', 'Live']
}
