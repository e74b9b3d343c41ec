import { sessionOrders, sessionPageLength, sessionStatuses, type SessionOrder, type SessionPage, type SessionStatus, type SessionView } from '@tutor/protocol'
import { count, duration } from './amounts.ts'
import { Confirmed } from './confirmed.tsx'
import { DataTable, type Column } from './data-table.tsx'
import type { SessionQuery } from './server-watch.ts'

interface SessionsProps {
  readonly page: SessionPage
  readonly query: SessionQuery
  readonly ask: (change: Partial<SessionQuery>) => void
  readonly end: (number: number) => void
}

const orders: Readonly<Record<SessionOrder, string>> = { recent: 'heard of last', name: 'name', waiting: 'messages waiting', connections: 'connections', offences: 'offences' }

/** The sessions that are awake or have a client, a page at a time, and the means to end one. */
export function Sessions({ page, query, ask, end }: SessionsProps) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      <search className="filters">
        <label>Name holds <input type="search" value={query.search} onChange={({ target }) => ask({ search: target.value })} /></label>
        <label>Status <select value={query.status} onChange={({ target }) => ask({ status: target.value as SessionStatus | '' })}>
          <option value="">any</option>
          {sessionStatuses.map((each) => <option key={each}>{each}</option>)}
        </select></label>
        <label>First by <select value={query.order} onChange={({ target }) => ask({ order: target.value as SessionOrder })}>
          {sessionOrders.map((each) => <option key={each} value={each}>{orders[each]}</option>)}
        </select></label>
      </search>
      {page.rows.length > 0 ? <DataTable label="Sessions" columns={columnsWith(end)} rows={page.rows} keyOf={({ number }) => number} /> : <p className="hint">{page.total === 0 ? 'Nobody is here.' : 'None of them is like that.'}</p>}
      <Pages page={page} ask={ask} />
    </section>
  )
}

function columnsWith(end: (number: number) => void): readonly Column<SessionView>[] {
  return [
    { label: 'Session', cell: ({ client }) => <b className="name">{client}</b> },
    { label: 'Status', cell: ({ status }) => <span className={`mark ${status}`}>{status}</span> },
    { label: 'Thread', cell: ({ threadId }) => threadId ?? 'none', isNumber: true },
    { label: 'Connections', cell: ({ connections }) => count(connections), isNumber: true },
    { label: 'Waiting', cell: ({ waiting }) => count(waiting), isNumber: true },
    { label: 'Last heard of', cell: ({ quietS }) => (quietS < 2 ? 'now' : `${duration(quietS * 1000)} ago`), isNumber: true },
    { label: 'Offences', cell: ({ offences }) => (offences > 0 ? <span className="mark bad">{offences}</span> : 'none'), isNumber: true },
    {
      label: 'End',
      cell: ({ number, client }) => <Confirmed action="End" subject={`the session ${client}`} question={`End the session ${client}?`} consequence="Its connections are closed, what is being answered or waits is given up, and it goes to sleep. What was said is kept; who connects again finds it." act={() => end(number)} />,
    },
  ]
}

function Pages({ page: { found, total, from, rows }, ask }: Pick<SessionsProps, 'page' | 'ask'>) {
  return (
    <nav className="pages" aria-label="Pages of sessions">
      <span>{rows.length > 0 ? `${count(from + 1)} to ${count(from + rows.length)} of ${count(found)}` : `0 of ${count(found)}`}{found < total && `, ${count(total)} in all`}</span>
      <button disabled={from === 0} onClick={() => ask({ from: Math.max(0, from - sessionPageLength) })}>Previous</button>
      <button disabled={from + rows.length >= found} onClick={() => ask({ from: from + sessionPageLength })}>Next</button>
    </nav>
  )
}
