import { sessionOrders, sessionPageLength, sessionStatuses, type SessionOrder, type SessionPage, type SessionStatus, type SessionView } from '@tutor/protocol'
import type { SessionHandle } from '../session-handle.ts'

/** Which sessions an operator wants to see. */
export interface SessionQuery {
  /** Part of the client id, in any case; empty for all. */
  readonly search: string
  readonly status: SessionStatus | undefined
  readonly order: SessionOrder
  readonly from: number
}

/** What is not understood counts as not said. */
export function readSessionQuery(query: URLSearchParams): SessionQuery {
  const from = Number(query.get('from'))
  return {
    search: query.get('search')?.toLowerCase() ?? '',
    status: sessionStatuses.find((each) => each === query.get('status')),
    order: sessionOrders.find((each) => each === query.get('order')) ?? 'recent',
    from: Number.isSafeInteger(from) && from > 0 ? from : 0,
  }
}

/** What is known of a session, but not by its handle. */
export interface SessionLookup {
  /** By number. */
  readonly answering: ReadonlySet<number>
  /** The second of the connections' clock. */
  readonly second: number
  offencesOf(handle: SessionHandle): number
  threadOf(handle: SessionHandle): number | undefined
}

/** One page of the sessions that were asked for. The others are only counted and put in order. */
export function listSessions(all: Iterable<SessionHandle>, query: SessionQuery, lookup: SessionLookup): SessionPage {
  let total = 0
  const found: SessionHandle[] = []
  for (const handle of all) {
    total++
    if (query.search !== '' && !handle.clientId.toLowerCase().includes(query.search)) continue
    if (query.status === undefined || query.status === statusOf(handle, lookup)) found.push(handle)
  }
  const rank = ranks[query.order](lookup)
  const ranked = found.map((handle) => ({ handle, key: rank(handle) }))
  ranked.sort((a, b) => compare(a.key, b.key) || a.handle.number - b.handle.number)
  const rows = ranked.slice(query.from, query.from + sessionPageLength).map(({ handle }) => view(handle, lookup))
  return { found: found.length, total, from: query.from, rows }
}

type Key = number | string

/** What comes first has the smallest key. */
const ranks: Readonly<Record<SessionOrder, (lookup: SessionLookup) => (handle: SessionHandle) => Key>> = {
  recent: () => ({ heardAt }) => -heardAt,
  name: () => ({ clientId }) => clientId,
  waiting: () => ({ waiting }) => -waiting,
  connections: () => ({ connections }) => -connections,
  offences: (lookup) => (handle) => -lookup.offencesOf(handle),
}

function compare(a: Key, b: Key): number {
  return a < b ? -1 : Number(a > b)
}

function statusOf({ number, status }: SessionHandle, { answering }: SessionLookup): SessionStatus {
  switch (status) {
    case 'awake':
    case 'dozing':
      return answering.has(number) ? 'answering' : 'awake'
    case 'opening':
      return 'opening'
    case 'asleep':
    case 'closed':
      return 'asleep'
  }
}

function view(handle: SessionHandle, lookup: SessionLookup): SessionView {
  const threadId = lookup.threadOf(handle)
  return {
    number: handle.number,
    client: handle.clientId,
    status: statusOf(handle, lookup),
    ...(threadId !== undefined && { threadId }),
    connections: handle.connections,
    waiting: handle.waiting,
    quietS: lookup.second - handle.heardAt,
    offences: lookup.offencesOf(handle),
  }
}
