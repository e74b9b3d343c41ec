import type { EventEnvelope } from '@tutor/protocol'
import { isEnd, type NativeSocket } from './test-gateway.ts'

/** What a client knows of its session, and how often it was told that the session recovers. */
export interface Story {
  readonly events: readonly EventEnvelope[]
  readonly recoveries: number
}

/** Resumes from the beginning whenever the session is back, until it has heard of a run's end. */
export async function storyOf(client: NativeSocket, runId: string): Promise<Story> {
  let recoveries = 0
  let events: EventEnvelope[] = []
  let current: string | undefined
  for (;;) {
    const message = await client.next()
    if (message.type === 'recovering') recoveries++
    if (message.type === 'hello') client.send({ type: 'resume', epoch: 0, seq: 0 })
    if (message.type === 'resumed') events = []
    if (message.type !== 'event') continue
    events.push(message)
    if (message.event.type === 'RUN_STARTED') current = message.event.runId
    if (isEnd(message.event) && current === runId) return { events, recoveries }
  }
}
