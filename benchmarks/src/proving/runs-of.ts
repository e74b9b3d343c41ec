import { EventType, type AgUiEvent, type CustomEvents } from '@tutor/protocol'

/** What became of a message, by the history. */
export interface RunRecord {
  queued: number
  started: number
  finished: number
  failed: number
  restarts: number
  /** The text that was said last: the answer, once the run has finished. */
  answer: string
}

/** Every message of a session by its id. */
export function runsOf(events: Iterable<{ readonly event: AgUiEvent }>): ReadonlyMap<string, RunRecord> {
  const runs = new Map<string, RunRecord>()
  const of = (messageId: string): RunRecord => {
    const known = runs.get(messageId) ?? { queued: 0, started: 0, finished: 0, failed: 0, restarts: 0, answer: '' }
    runs.set(messageId, known)
    return known
  }
  let current = of('')
  for (const { event } of events) {
    switch (event.type) {
      case EventType.RUN_STARTED:
        current = of(event.input?.messages.at(-1)?.id ?? '')
        current.started += 1
        break
      case EventType.TEXT_MESSAGE_START:
        current.answer = ''
        break
      case EventType.TEXT_MESSAGE_CONTENT:
        current.answer += event.delta
        break
      case EventType.RUN_FINISHED:
        current.finished += 1
        break
      case EventType.RUN_ERROR:
        current.failed += 1
        break
      case EventType.CUSTOM:
        if (event.name === 'tutor.run_queued') of((event.value as CustomEvents['tutor.run_queued']).message.id).queued += 1
        if (event.name === 'tutor.run_restarted') current.restarts += 1
        break
      default:
    }
  }
  runs.delete('')
  return runs
}
