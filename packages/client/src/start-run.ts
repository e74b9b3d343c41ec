import {
  EventType,
  TutorError,
  type AgUiEvent,
  type CustomEvents,
  type ErrorMessage,
  type Resync,
  type RunMessage,
  type ServerMessage,
} from '@tutor/protocol'
import { ConnectionError } from './connection-error.ts'
import type { Conversation, ConversationListener } from './conversation.ts'

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
 * The run goes on where the connection comes back. Where the end of a half answer was lost with the server, the
 * observer gets a MESSAGES_SNAPSHOT without it, and then the events that follow.
 *
 * The observer's error is the server's `TutorError`, the end of the conversation, or a ConnectionError
 * `history_replaced` where the server cannot tell what became of the run.
 *
 * @throws the conversation's end, if it is over; ConnectionError `outbox_full`
 */
export function startRun(conversation: Conversation, message: RunMessage, observer: RunObserver): StartedRun {
  const run = new FollowedRun(conversation, message.runId, observer)
  try {
    conversation.send(message)
  } catch (error) {
    run.stopListening()
    throw error
  }
  return run
}

/**
 * - `sent`: nobody has confirmed it
 * - `sent_anew`: to a history that took the place of the one it was first sent to
 * - `taken`: it will be answered
 */
type Phase = 'sent' | 'sent_anew' | 'taken' | 'running' | 'over'

class FollowedRun implements StartedRun, ConversationListener {
  readonly stopListening: () => void
  readonly #conversation: Conversation
  readonly #runId: string
  readonly #observer: RunObserver
  #phase: Phase = 'sent'

  constructor(conversation: Conversation, runId: string, observer: RunObserver) {
    this.#conversation = conversation
    this.#runId = runId
    this.#observer = observer
    this.stopListening = conversation.listen(this)
  }

  abort(): void {
    if (this.#phase !== 'over') this.#conversation.send({ type: 'abort', runId: this.#runId })
  }

  leave(): void {
    this.abort()
    this.#phase = 'over'
    this.stopListening()
  }

  receive(message: ServerMessage): void {
    switch (message.type) {
      case 'event':
        return this.#follow(message.event)
      case 'ack':
        return message.runId === this.#runId ? this.#take() : undefined
      case 'resync':
        return this.#jump(message)
      case 'error':
        return message.ref === this.#runId ? this.#refuse(message) : undefined
    }
  }

  end(reason: Error): void {
    this.#fail(reason)
  }

  #follow(event: AgUiEvent): void {
    if (event.type === EventType.RUN_STARTED && event.runId === this.#runId) this.#phase = 'running'
    if (event.type === EventType.CUSTOM && event.name === 'tutor.run_queued') {
      const { runId } = event.value as CustomEvents['tutor.run_queued']
      if (runId === this.#runId && this.#phase !== 'running') this.#phase = 'taken'
    }
    if (this.#phase !== 'running') return
    this.#observer.next(event)
    if (event.type !== EventType.RUN_FINISHED && event.type !== EventType.RUN_ERROR) return
    this.#stop()
    this.#observer.complete()
  }

  /** It was taken before; its events follow, unless they were in a history that this client will never see. */
  #take(): void {
    if (this.#phase === 'sent_anew') this.#fail(historyReplacedError())
    if (this.#phase === 'sent') this.#phase = 'taken'
  }

  #jump({ reason, messages }: Resync): void {
    const confirmed = this.#phase === 'taken' || this.#phase === 'running'
    if (reason !== 'answer_lost') {
      if (confirmed) this.#fail(historyReplacedError())
      else this.#phase = 'sent_anew'
    } else if (this.#phase === 'running') {
      this.#observer.next({ type: EventType.MESSAGES_SNAPSHOT, messages: [...messages] })
    }
  }

  #refuse({ code, message, retryAfterMs }: ErrorMessage): void {
    // An abort that comes too late is no news, and a run that was taken ends with an event.
    if (code === 'run_unknown' || this.#phase === 'taken' || this.#phase === 'running') return
    this.#fail(new TutorError(code, message, { retryAfterMs }))
  }

  #fail(reason: Error): void {
    this.#stop()
    this.#observer.error(reason)
  }

  #stop(): void {
    this.#phase = 'over'
    this.stopListening()
  }
}

function historyReplacedError(): ConnectionError {
  const message = 'The server no longer knows what became of this question. Ask it again.'
  return new ConnectionError('history_replaced', message)
}
