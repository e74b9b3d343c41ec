import type { Agent } from '@tutor/agents'
import { EventType, limits, TutorError, type CustomEvents, type RunMessage } from '@tutor/protocol'
import type { History } from './history.ts'
import type { OpenRun, SessionState } from './session-state.ts'
import { TurnRun, type RunContext, type RunEnd } from './turn-run.ts'

export interface TurnQueueOptions {
  readonly state: SessionState
  readonly history: History
  readonly lead: Agent
  readonly context: RunContext
  /** There is nothing left to answer. */
  readonly idle: () => void
  /** The agent does not let go of a run that is over: nothing can be answered here any more. */
  readonly stuck: () => void
}

/** `drained`: nothing is being answered, and nothing will be; what comes waits for the next owner. */
type QueueStatus = { readonly status: 'idle' | 'drained' | 'closed' } | { readonly status: 'answering'; readonly turn: TurnRun }

const idle: QueueStatus = { status: 'idle' }
const drained: QueueStatus = { status: 'drained' }

/** An answer is begun so often, when the server fails in the middle of it; then its message is parked. */
const maxAttempts = 3

/** Answers the session's runs one after the other, in the order in which they came. The runs themselves are its state. */
export class TurnQueue {
  readonly #options: TurnQueueOptions
  #status: QueueStatus = idle
  #answers = 0
  #draining: PromiseWithResolvers<void> | undefined

  constructor(options: TurnQueueOptions) {
    this.#options = options
  }

  get isIdle(): boolean {
    return this.#status.status === 'idle' || this.#status.status === 'drained'
  }

  /** Goes on with what the session's last owner had not finished. */
  resume(): void {
    const [run] = this.#options.state.runs
    if (run) this.#answer(this.#begin(run))
  }

  /**
   * Takes a message; its first event tells that it is kept.
   *
   * @returns whether it is new; one that was taken before has no second effect
   * @throws TutorError `message_empty`, `message_id_used`, `run_id_used` or `run_queue_full`
   */
  take(message: RunMessage): boolean {
    const { state } = this.#options
    if (message.message.content.trim() === '') throw new TutorError('message_empty')
    const memory = state.recall(message)
    if (memory === 'same') return false
    if (memory === 'other') throw new TutorError('message_id_used')
    if (state.runs.some(({ runId }) => runId === message.runId)) throw new TutorError('run_id_used')
    if (state.runs.length > limits.queuedRuns) throw new TutorError('run_queue_full')
    const { runId, message: question } = message
    if (this.#status.status === 'idle') this.#answer(this.#start({ runId, message: question }))
    else this.#publish('tutor.run_queued', { runId, message: { id: question.id, content: question.content } })
    return true
  }

  /** @throws TutorError `run_unknown` */
  abort(runId: string): void {
    if (this.#status.status === 'answering' && this.#status.turn.runId === runId) return this.#status.turn.abort()
    const run = this.#options.state.runs.find((each) => each.runId === runId)
    if (!run) throw new TutorError('run_unknown')
    if (run.phase === 'waiting') this.#publish('tutor.run_withdrawn', { runId })
  }

  /** Ends the run that is being answered and all that wait, as if each had been aborted. */
  abortAll(): void {
    for (const { runId } of this.#options.state.runs.slice()) this.abort(runId)
  }

  /** Begins no further run; resolves when the one that is being answered has ended. Idempotent. */
  drain(): Promise<void> {
    this.#draining ??= Promise.withResolvers()
    if (this.#status.status !== 'answering') this.#rest()
    return this.#draining.promise
  }

  /** Stops what is being answered and says that this was no failure of the run: the next owner begins it anew. Idempotent. */
  suspend(): void {
    const turn = this.#status.status === 'answering' ? this.#status.turn : undefined
    if (turn && !turn.isOver) this.#publish('tutor.run_suspended', { runId: turn.runId })
    this.close()
  }

  /** Stops what is being answered and tells nobody: the next owner goes on with it. Idempotent. */
  close(): void {
    if (this.#status.status === 'answering') this.#status.turn.close()
    this.#status = { status: 'closed' }
    this.#draining?.resolve()
  }

  /** Answers a run and those behind it: all that are answered within the call, the rest when the one before has ended. */
  #answer(first: TurnRun | undefined): void {
    for (let turn = first; turn; turn = this.#next()) {
      this.#status = { status: 'answering', turn }
      const answering = this.#execute(turn)
      if (answering) return void answering.then((end) => this.#goOn(end))
      if (this.#isClosed()) return
    }
    this.#rest()
    this.#options.idle()
  }

  /** Order: a question that crashes the server is known to its next owner, and that it was begun. */
  #execute(turn: TurnRun): Promise<RunEnd> | undefined {
    const { history, lead } = this.#options
    if (lead.immediate || history.isSettled) return turn.execute(lead)
    return history.settled().then(
      () => turn.execute(lead) ?? 'released',
      () => {
        this.close()
        return 'released'
      },
    )
  }

  #goOn(end: RunEnd): void {
    if (this.#isClosed()) return
    if (end === 'stuck') this.#options.stuck()
    else this.#answer(this.#next())
  }

  #next(): TurnRun | undefined {
    const [run] = this.#options.state.runs
    return run && !this.#draining ? this.#begin(run) : undefined
  }

  #rest(): void {
    if (!this.#isClosed()) this.#status = this.#draining ? drained : idle
    this.#draining?.resolve()
  }

  /** A method, since the status may have changed while a run was executed. */
  #isClosed(): boolean {
    return this.#status.status === 'closed'
  }

  #begin(run: OpenRun): TurnRun {
    switch (run.phase) {
      case 'waiting':
        return this.#start(run)
      case 'withdrawn': {
        const turn = this.#start(run)
        turn.abort()
        return turn
      }
      case 'answering':
        return this.#beginAgain(run)
    }
  }

  #start(run: Pick<OpenRun, 'runId' | 'message'>): TurnRun {
    const turn = this.#newTurn(run)
    turn.start()
    return turn
  }

  #beginAgain(run: OpenRun): TurnRun {
    const { answer } = run
    if (answer && !answer.ended) this.#options.context.publish({ type: EventType.TEXT_MESSAGE_END, messageId: answer.messageId })
    const turn = this.#newTurn(run)
    if (run.changed) turn.fail(new TutorError('run_interrupted'))
    else if (run.attempt >= maxAttempts) this.#park(turn)
    else this.#publish('tutor.run_restarted', { runId: run.runId, attempt: run.attempt + 1, ...(answer && { discarded: answer.messageId }) })
    return turn
  }

  #park(turn: TurnRun): void {
    turn.fail(new TutorError('message_parked'))
    this.#options.context.watch.parked?.()
  }

  #newTurn(run: Pick<OpenRun, 'runId' | 'message'>): TurnRun {
    const { context, history } = this.#options
    return new TurnRun(run, `answer-${history.epoch}-${++this.#answers}`, context)
  }

  #publish<Name extends keyof CustomEvents>(name: Name, value: CustomEvents[Name]): void {
    this.#options.context.publish({ type: EventType.CUSTOM, name, value })
  }
}
