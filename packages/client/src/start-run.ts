import { EventType, TutorError, type AgUiEvent, type RunMessage, type ServerMessage } from '@tutor/protocol'
import type { Conversation } from './conversation.ts'

/** Hears one run: its events from RUN_STARTED to RUN_FINISHED or RUN_ERROR, then `complete`, or `error` instead. */
export interface RunObserver {
  next(event: AgUiEvent): void
  complete(): void
  error(reason: Error): void
}

export interface StartedRun {
  /** Asks the server to stop. The run still ends with an event of its own, usually RUN_FINISHED `cancelled`. */
  abort(): void
  /** Stops listening, and asks the server to stop if the run is not over. */
  leave(): void
}

/**
 * Sends a message and follows the run that answers it. A session answers one run at a time, so what comes between the
 * run's start and its end belongs to it; whatever comes before or after is another run's and is passed over.
 *
 * @throws the conversation's end, if it is over
 */
export function startRun(conversation: Conversation, message: RunMessage, observer: RunObserver): StartedRun {
  const { runId } = message
  let phase: 'waiting' | 'running' | 'over' = 'waiting'

  const finish = (tell: () => void) => {
    phase = 'over'
    stopListening()
    tell()
  }
  const receive = (received: ServerMessage) => {
    if (received.type === 'error' && received.ref === runId) {
      finish(() => observer.error(new TutorError(received.code, received.message)))
    }
    if (received.type !== 'event') return
    const { event } = received
    if (event.type === EventType.RUN_STARTED && event.runId === runId) phase = 'running'
    if (phase !== 'running') return
    observer.next(event)
    if (event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR) finish(() => observer.complete())
  }
  const abort = () => {
    if (phase !== 'over') conversation.send({ type: 'abort', runId })
  }

  const stopListening = conversation.listen({ receive, end: (reason) => finish(() => observer.error(reason)) })
  conversation.send(message)
  return {
    abort,
    leave() {
      abort()
      phase = 'over'
      stopListening()
    },
  }
}
