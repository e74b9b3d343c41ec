import type { LearnerRecord } from '@tutor/learner'
import { EventType, limits, TutorError, type Position, type Resumed, type Resync, type ServerMessage } from '@tutor/protocol'
import type { History } from './history.ts'
import { messagesOf } from './messages-of.ts'
import type { PublishedEvent } from './published-event.ts'
import type { EpochStart } from './session-state.ts'

/** What a replay needs of a session. */
export interface Replayed {
  readonly history: History
  /** Oldest first. */
  readonly epochs: readonly EpochStart[]
  readonly learner: LearnerRecord
}

/** Where a replay has got to: level with the session, or at the end of a page. */
export type ReplayEnd = { readonly status: 'level'; readonly rest: readonly ServerMessage[] } | { readonly status: 'page_ended' }

/** Events of which a `resync` tells the messages. */
const resyncEvents = 1_000

/**
 * Sends what follows a position: one page of it, then either `more` or, when all of it is out, what is only in memory.
 *
 * @param send is given the messages in order; returns whether anybody still wants them
 * @returns how it ended; `rest` has to be sent and the observer made live in the same go, so that no event falls between
 * @throws TutorError `session_damaged`, `storage_unavailable`
 */
export async function replay(session: Replayed, from: Position, send: (messages: readonly ServerMessage[]) => boolean): Promise<ReplayEnd> {
  const { history } = session
  const { start, page } = await begin(session, from)
  if (!send([start, ...page])) return { status: 'page_ended' }
  let at = page.at(-1)?.seq ?? start.seq
  for (let characters = sizeOf(page); at < history.kept; ) {
    if (characters >= limits.replayBytes) {
      send([{ type: 'more', epoch: history.epoch, seq: at }])
      return { status: 'page_ended' }
    }
    const events = await history.read(at)
    if (events[0]?.seq !== at + 1) throw new TutorError('session_damaged')
    if (!send(events)) return { status: 'page_ended' }
    at = events.at(-1)!.seq
    characters += sizeOf(events)
  }
  return { status: 'level', rest: history.unkept(at) }
}

interface Beginning {
  readonly start: Resumed | Resync
  /** The events right after the start, as many as come in one read. */
  readonly page: readonly PublishedEvent[]
}

async function begin(session: Replayed, from: Position): Promise<Beginning> {
  const { history } = session
  const verdict = await judge(session, from)
  if (verdict !== 'served') return await beginAnew(session, verdict)
  const page = from.seq < history.kept ? await history.read(from.seq) : []
  if (from.seq < history.kept && page[0]?.seq !== from.seq + 1) return await beginAnew(session, { reason: 'position_expired' })
  return { start: { type: 'resumed', epoch: from.epoch, seq: from.seq, head: history.sent }, page }
}

async function beginAnew(session: Replayed, lost: Lost): Promise<Beginning> {
  const { history } = session
  const start = await resync(session, lost)
  return { start, page: start.seq < history.kept ? await history.read(start.seq) : [] }
}

/** Why a position cannot be served. Where text was lost, `seq` is of the last event before it. */
type Lost = { readonly reason: 'answer_lost'; readonly seq: number } | { readonly reason: Exclude<Resync['reason'], 'answer_lost'> }

/** Whether the history up to the position is what the client has; if not, from where on it can go on. */
async function judge({ history, epochs }: Replayed, { epoch, seq }: Position): Promise<'served' | Lost> {
  if (seq === 0) return 'served'
  const next = epochs.find((start) => start.epoch > epoch)
  const end = next ? next.seq - 1 : history.sent
  if (epoch > history.epoch) return { reason: 'position_ahead' }
  if (seq > end) {
    const lost = epoch < history.epoch && epochs.some((start) => start.epoch === epoch)
    return lost ? { reason: 'answer_lost', seq: end } : { reason: 'position_ahead' }
  }
  // So long ago that its end is no longer known: the event itself has to tell.
  if (next && next === epochs[0]) {
    const [event] = await history.read(seq - 1)
    if (event?.seq !== seq || event.epoch > epoch) return { reason: 'position_expired' }
  }
  return 'served'
}

async function resync(session: Replayed, lost: Lost): Promise<Resync> {
  const { history } = session
  const { seq, ...known } = lost.reason === 'answer_lost' ? lost : await knownNow(session)
  const events: PublishedEvent[] = []
  for (let at = Math.max(0, seq - resyncEvents); at < seq; at = events.at(-1)!.seq) {
    const read = await history.read(at)
    if (read.length === 0) break
    events.push(...read)
  }
  const messages = messagesOf(events.filter((event) => event.seq <= seq).map(({ event }) => event))
  return { type: 'resync', ...known, reason: lost.reason, epoch: history.epoch, seq, head: history.sent, messages }
}

/** What is known of the learner, and up to which event. Order: a fact that is not kept yet follows as an event, and is not told twice. */
async function knownNow({ history, learner }: Replayed): Promise<Pick<Resync, 'seq' | 'learner'>> {
  while (history.tail.some(({ event }) => event.type === EventType.CUSTOM && event.name === 'tutor.learned')) await history.settled()
  return { seq: history.kept, learner: structuredClone(learner.toJSON()) }
}

function sizeOf(events: readonly PublishedEvent[]): number {
  return events.reduce((sum, event) => sum + event.frame.length, 0)
}
