import {
  EventType,
  TutorError,
  type AgUiEvent,
  type ClientMessage,
  type CustomEvents,
  type RunMessage,
  type ServerMessage,
} from '@tutor/protocol'
import { ConnectionError } from './connection-error.ts'

type AbortMessage = Extract<ClientMessage, { type: 'abort' }>

/** Runs that may wait to be taken. The server lets fewer wait to be answered. */
const mostRuns = 64

/**
 * What the session has not confirmed yet, oldest first, to be sent again after every resume: a run until its first
 * event, `ack` or error, an abort until its run has ended, is withdrawn or is unknown.
 */
export class Outbox implements Iterable<RunMessage | AbortMessage> {
  /** By run id. */
  readonly #runs = new Map<string, RunMessage>()
  readonly #aborts = new Map<string, AbortMessage>()
  /** The run that is being answered: RUN_ERROR does not name the run it ends. */
  #answered: string | undefined

  get size(): number {
    return this.#runs.size + this.#aborts.size
  }

  /** An abort goes after the run it stops. */
  *[Symbol.iterator](): Iterator<RunMessage | AbortMessage> {
    yield* this.#runs.values()
    yield* this.#aborts.values()
  }

  /** @throws ConnectionError `outbox_full`; TutorError `run_id_used` where another run with this id waits */
  add(message: RunMessage | AbortMessage): void {
    if (message.type === 'abort') return void this.#aborts.set(message.runId, message)
    const waiting = this.#runs.get(message.runId)
    if (waiting && waiting.message.id !== message.message.id) throw new TutorError('run_id_used')
    if (!waiting && this.#runs.size >= mostRuns) {
      throw new ConnectionError('outbox_full', `${mostRuns} messages wait to be taken. Wait for one of them.`)
    }
    this.#runs.set(message.runId, message)
  }

  /** Lets go of what the message confirms. */
  confirm(message: ServerMessage): void {
    switch (message.type) {
      case 'ack':
        return void this.#runs.delete(message.runId)
      case 'error':
        return this.#refuse(message.ref, message.code === 'run_unknown')
      case 'event':
        return this.#hear(message.event)
    }
  }

  #refuse(runId: string | undefined, unknown: boolean): void {
    if (runId === undefined) return
    this.#aborts.delete(runId)
    // Only an abort can meet a run that is unknown.
    if (!unknown) this.#runs.delete(runId)
  }

  #hear(event: AgUiEvent): void {
    switch (event.type) {
      case EventType.RUN_STARTED:
        this.#answered = event.runId
        return void this.#runs.delete(event.runId)
      case EventType.RUN_FINISHED:
        return void this.#aborts.delete(event.runId)
      case EventType.RUN_ERROR:
        return void (this.#answered !== undefined && this.#aborts.delete(this.#answered))
      case EventType.CUSTOM:
        if (event.name === 'tutor.run_queued') this.#runs.delete(runIdOf(event.value))
        if (event.name === 'tutor.run_withdrawn') this.#aborts.delete(runIdOf(event.value))
    }
  }
}

function runIdOf(value: unknown): string {
  return (value as CustomEvents['tutor.run_queued' | 'tutor.run_withdrawn']).runId
}
