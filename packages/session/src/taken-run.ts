import { EventType, type AgUiEvent, type CustomEvents } from '@tutor/protocol'

/** The run of whose taking the event tells. */
export function takenRun(event: AgUiEvent): string | undefined {
  if (event.type === EventType.RUN_STARTED) return event.runId
  return event.type === EventType.CUSTOM && event.name === ('tutor.run_queued' satisfies keyof CustomEvents) ? event.value.runId : undefined
}
