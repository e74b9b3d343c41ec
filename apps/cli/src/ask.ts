import { startRun, type Conversation } from '@tutor/client'
import { EventType, TutorError, type AgUiEvent, type ErrorCode } from '@tutor/protocol'

export type OnEvent = (event: AgUiEvent) => void

interface AskOptions {
  readonly onEvent: OnEvent
  /** Asks the session to stop; the answer then ends as `cancelled`. */
  readonly signal: AbortSignal
}

/**
 * Asks one question and follows its answer to the end.
 *
 * @throws TutorError why the run failed or was refused; ConnectionError where the conversation ended first
 */
export async function ask(
  conversation: Conversation,
  question: string,
  { onEvent, signal }: AskOptions,
): Promise<'answered' | 'cancelled'> {
  const outcome = Promise.withResolvers<'answered' | 'cancelled'>()
  const message = { id: crypto.randomUUID(), content: question }
  const run = startRun(conversation, { type: 'run', runId: crypto.randomUUID(), message }, {
    next(event) {
      onEvent(event)
      if (event.type === EventType.RUN_FINISHED) {
        outcome.resolve(event.outcome?.type === 'cancelled' ? 'cancelled' : 'answered')
      }
      if (event.type === EventType.RUN_ERROR) outcome.reject(new TutorError(event.code as ErrorCode, event.message))
    },
    complete: () => undefined,
    error: outcome.reject,
  })
  const abort = () => run.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  try {
    return await outcome.promise
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
