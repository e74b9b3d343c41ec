import { Faults } from './faults.tsx'
import { Levels } from './levels.tsx'
import { Plots } from './plots.tsx'
import type { ServerWatch, WatchState } from './server-watch.ts'
import { Sessions } from './sessions.tsx'
import { Threads } from './threads.tsx'

interface BoardProps {
  readonly state: Extract<WatchState, { status: 'signed-in' }>
  readonly watch: ServerWatch
}

/** All that is known of the server now. What it said last stays when it does not answer. */
export function Board({ state: { view, past, query, isReachable, problem }, watch }: BoardProps) {
  if (!view) return <p className="hint">{isReachable ? 'Asking the server how it is.' : 'The server does not answer. It is asked again every second.'}</p>
  return (
    <div className="board" data-stale={!isReachable}>
      {!isReachable && <p className="notice warn" role="alert"><span>The server does not answer. This is what it said last; it is asked again every second.</span></p>}
      {problem !== undefined && <p className="notice bad" role="alert"><span>{problem}</span><button onClick={() => watch.dismiss()}>Close</button></p>}
      <Levels view={view} />
      <Plots past={past} />
      <Threads threads={view.threads} end={(threadId) => watch.act(`threads/${threadId}/end`)} />
      <Sessions page={view.sessions} query={query} ask={(change) => watch.ask(change)} end={(number) => watch.act(`sessions/${number}/end`)} />
      <Faults faults={view.faults} />
    </div>
  )
}
