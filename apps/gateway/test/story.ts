import type { EventEnvelope } from '@tutor/protocol'
import { isEnd, type NativeSocket } from './test-gateway.ts'

/** What a client knows of its session, and how often it was told that the session recovers. */
export interface Story {
  readonly events: readonly EventEnvelope[]
  readonly recoveries: number
}

/** Resumes from the beginning whenever the session is back, until it has heard of a run's end and of all that was before. */
export async function storyOf(client: NativeSocket, runId: string): Promise<Story> {
  let recoveries = 0
  let end: number | undefined
  /** By `seq`: a `resume` that crossed with a failure is answered as well, so that events come twice. */
  const heard = new Map<number, EventEnvelope>()
  for (;;) {
    const message = await client.next()
    if (message.type === 'recovering') recoveries++
    if (message.type === 'hello') client.send({ type: 'resume', epoch: 0, seq: 0 })
    if (message.type !== 'event') continue
    heard.set(message.seq, message)
    const events = [...heard.values()].toSorted((a, b) => a.seq - b.seq)
    end ??= endOf(events, runId)
    if (end !== undefined && heard.size >= end) return { events: events.slice(0, end), recoveries }
  }
}

/** `seq` of the run's last event. */
function endOf(events: readonly EventEnvelope[], runId: string): number | undefined {
  let current: string | undefined
  for (const { event, seq } of events) {
    if (event.type === 'RUN_STARTED') current = event.runId
    if (isEnd(event) && current === runId) return seq
  }
  return undefined
}
