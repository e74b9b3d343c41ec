import type { MaterialChange, Model } from '@tutor/agents'
import { EventType, limits, subprotocol, TutorError, type AgUiEvent, type Hello, type RunMessage } from '@tutor/protocol'
import { Attachment, type AttachedSession } from './attachment.ts'
import type { Observer } from './observer.ts'
import { SessionAgents, type LeadAgent } from './session-agents.ts'
import { TurnRun, type RunContext } from './turn-run.ts'
import type { CompleteUpload } from './uploads.ts'

export interface SessionOptions {
  readonly clientId: string
  /** Larger than that of any earlier session of the same client. */
  readonly epoch: number
  readonly model: Model
  readonly agent: LeadAgent
  /** Told of errors that are bugs; whoever runs the session shows them to its operator. MUST NOT throw. */
  readonly fault: (error: unknown) => void
}

/** What a session is doing. Runs are answered one after the other, in the order in which they came. */
type SessionState =
  | { readonly status: 'idle' }
  | { readonly status: 'answering'; readonly current: TurnRun; readonly waiting: TurnRun[] }
  | { readonly status: 'closed' }

const idle: SessionState = { status: 'idle' }

/** One learner's tutor: its agents, its history's numbering and whoever watches it. Knows no sockets and no threads. */
export class UserSession implements AttachedSession {
  readonly #options: SessionOptions
  readonly #agents: SessionAgents
  readonly #observers = new Set<Observer>()
  readonly #runContext: RunContext
  #state: SessionState = idle
  #seq = 0
  #runs = 0

  constructor(options: SessionOptions) {
    this.#options = options
    this.#agents = new SessionAgents({
      lead: options.agent,
      model: options.model,
      changed: (change) => this.#tellChange(change),
      fault: options.fault,
    })
    this.#runContext = { threadId: options.clientId, publish: (event) => this.#publish(event), fault: (error) => this.fault(error) }
  }

  /** Shows the session to an observer from here on, beginning with the `hello`. */
  attach(observer: Observer): Attachment {
    this.#observers.add(observer)
    observer.receive(this.#hello())
    return new Attachment(this, observer)
  }

  detach(observer: Observer): void {
    this.#observers.delete(observer)
  }

  /** @throws TutorError `message_empty`, `run_id_used` or `run_queue_full` */
  run(message: RunMessage): void {
    if (message.message.content.trim() === '') throw new TutorError('message_empty')
    const state = this.#state
    switch (state.status) {
      case 'closed':
        return
      case 'idle':
        void this.#answer(this.#newRun(message))
        return
      case 'answering':
        if (findRun(state, message.runId)) throw new TutorError('run_id_used')
        if (state.waiting.length >= limits.queuedRuns) throw new TutorError('run_queue_full')
        state.waiting.push(this.#newRun(message))
    }
  }

  /** @throws TutorError `run_unknown` */
  abort(runId: string): void {
    const run = findRun(this.#state, runId)
    if (!run) throw new TutorError('run_unknown')
    run.abort()
  }

  /** Adds an uploaded document. @throws TutorError `document_*` */
  async takeUpload(upload: CompleteUpload): Promise<void> {
    await this.#agents.document.takeUpload(upload)
  }

  /** Reports an error that is a bug. */
  fault(error: unknown): void {
    this.#options.fault(error)
  }

  /** Stops what is being answered, tells nobody, frees everything. Idempotent. */
  async close(): Promise<void> {
    const state = this.#state
    if (state.status === 'closed') return
    this.#state = { status: 'closed' }
    this.#observers.clear()
    if (state.status === 'answering') state.current.abort()
    await this.#agents.close()
  }

  async #answer(first: TurnRun): Promise<void> {
    const waiting: TurnRun[] = []
    for (let run: TurnRun | undefined = first; run; run = waiting.shift()) {
      this.#state = { status: 'answering', current: run, waiting }
      await run.execute(this.#agents.lead)
      if (this.#isClosed()) return
    }
    this.#state = idle
  }

  /** A method, since the state may have changed during an await. */
  #isClosed(): boolean {
    return this.#state.status === 'closed'
  }

  #newRun(message: RunMessage): TurnRun {
    return new TurnRun(message, `answer-${this.#options.epoch}-${++this.#runs}`, this.#runContext)
  }

  #publish(event: AgUiEvent): void {
    if (this.#state.status === 'closed') return
    this.#seq++
    const envelope = { type: 'event', epoch: this.#options.epoch, seq: this.#seq, event } as const
    for (const observer of this.#observers) observer.receive(envelope)
  }

  #tellChange(change: MaterialChange): void {
    const { change: kind, ...value } = change
    this.#publish({ type: EventType.CUSTOM, name: kind === 'added' ? 'tutor.document_added' : 'tutor.document_removed', value })
  }

  #hello(): Hello {
    const { clientId, epoch, model } = this.#options
    const { messageBytes, documentBytes, chunkBytes } = limits
    return {
      type: 'hello',
      protocol: subprotocol,
      clientId,
      epoch,
      seq: this.#seq,
      model: model.description,
      limits: { messageBytes, documentBytes, chunkBytes },
      documents: this.#agents.document.list(),
    }
  }
}

function findRun(state: SessionState, runId: string): TurnRun | undefined {
  if (state.status !== 'answering') return undefined
  return [state.current, ...state.waiting].find((run) => run.runId === runId)
}
