import type { Agent, Exchange, ToolActivity, Turn } from '@tutor/agents'
import { EventType, reportOf, TutorError, type AgUiEvent, type Citation, type CustomEvents, type ErrorCode, type TurnLimits } from '@tutor/protocol'
import { runFinished, runStarted } from './journal-format.ts'
import { Patience } from './patience.ts'
import type { Presence } from './presence.ts'
import type { OpenRun } from './session-state.ts'
import type { SessionWatch } from './session-watch.ts'

/** Puts an event into the session's history and before its observers. */
export type Publish = (event: AgUiEvent) => void

/** Whether the agent has let go of the run; it is `stuck` when it does not after the run's end. */
export type RunEnd = 'released' | 'stuck'

/** The session a run belongs to. */
export interface RunContext {
  readonly threadId: string
  readonly publish: Publish
  readonly limits: TurnLimits
  /** Has what was said before, oldest first. */
  readonly memory: { readonly exchanges: readonly Exchange[] }
  readonly presence: Presence
  readonly watch: SessionWatch
}

/**
 * One attempt to answer a message of the learner, from RUN_STARTED (or `tutor.run_restarted`) to RUN_FINISHED or RUN_ERROR.
 * After the last event nothing follows, whatever the agent still says. Beyond its limits the run ends with `turn_timeout` or
 * `turn_limit`, whatever the agent is.
 */
export class TurnRun implements Turn {
  readonly #run: Pick<OpenRun, 'runId' | 'message'>
  readonly #answerId: string
  readonly #context: RunContext
  #state: 'begun' | 'speaking' | 'ended' = 'begun'
  /** Made when somebody asks for the signal: an echo never does. */
  #controller: AbortController | undefined
  /** While an agent is waited for. */
  #patience: Patience | undefined
  /** Characters of the answer, and tools that were called for it. */
  #said = 0
  #toolCalls = 0

  /** @param answerId the id of the answer's message, unique in the session */
  constructor(run: Pick<OpenRun, 'runId' | 'message'>, answerId: string, context: RunContext) {
    this.#run = run
    this.#answerId = answerId
    this.#context = context
  }

  get runId(): string {
    return this.#run.runId
  }

  get isOver(): boolean {
    return this.#state === 'ended'
  }

  get text(): string {
    return this.#run.message.content
  }

  get history(): readonly Exchange[] {
    return this.#context.memory.exchanges
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#state === 'ended') this.#controller.abort()
    return this.#controller.signal
  }

  /** Tells that the run has begun. */
  start(): void {
    const { threadId, publish } = this.#context
    const { runId, message } = this.#run
    publish(runStarted({ threadId, runId, question: message }))
  }

  /** Ends the run as cancelled. Idempotent. */
  abort(): void {
    this.#finish('cancelled')
    this.#stopAgent()
  }

  /** Stops the agent and tells nobody. Idempotent. */
  close(): void {
    this.#state = 'ended'
    this.#stopAgent()
  }

  /** Ends the run with an error. Idempotent. */
  fail(error: unknown): void {
    if (this.#state === 'ended') return
    if (!(error instanceof TutorError)) this.#context.watch.fault(error)
    const { code, message } = reportOf(error, 'run_failed')
    this.#end()
    this.#context.publish({ type: EventType.RUN_ERROR, code, message })
    this.#stopAgent()
  }

  /** Lets the agent answer. Never throws, never rejects. @returns nothing where it has answered within the call */
  execute(agent: Agent): Promise<RunEnd> | undefined {
    if (this.#state === 'ended') return undefined
    const { presence } = this.#context
    presence.enter()
    try {
      const answering = agent.answer(this)
      if (answering) return this.#goOn(answering)
      this.#finish('success')
    } catch (error) {
      this.fail(error)
    }
    presence.leave()
    return undefined
  }

  say(delta: string): void {
    this.#context.presence.enter()
    if (delta === '' || this.#state === 'ended') return
    this.#said += delta.length
    if (this.#said > this.#context.limits.characters) return this.fail(new TutorError('turn_limit'))
    if (this.#state === 'begun') {
      this.#state = 'speaking'
      this.#context.publish({ type: EventType.TEXT_MESSAGE_START, messageId: this.#answerId, role: 'assistant' })
    }
    this.#context.publish({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: this.#answerId, delta })
  }

  cite(citations: readonly Citation[]): void {
    this.#context.presence.enter()
    if (this.#state === 'ended') return
    const value = { messageId: this.#answerId, citations }
    this.#context.publish({ type: EventType.CUSTOM, name: 'tutor.citations', value })
  }

  showTool(activity: ToolActivity): void {
    this.#context.presence.enter()
    if (this.#state === 'ended') return
    const { publish, limits } = this.#context
    const toolCallId = activity.callId
    if (activity.phase === 'called') {
      if (++this.#toolCalls > limits.toolCalls) return this.fail(new TutorError('turn_limit'))
      publish({ type: EventType.TOOL_CALL_START, toolCallId, toolCallName: activity.tool })
      publish({ type: EventType.TOOL_CALL_ARGS, toolCallId, delta: activity.input })
      publish({ type: EventType.TOOL_CALL_END, toolCallId })
    } else {
      publish({ type: EventType.TOOL_CALL_RESULT, messageId: `${toolCallId}-result`, toolCallId, content: activity.result })
    }
  }

  replaceModel(code: ErrorCode): void {
    this.#context.presence.enter()
    if (this.#state === 'ended') return
    const value = { code } satisfies CustomEvents['tutor.model_replaced']
    this.#context.publish({ type: EventType.CUSTOM, name: 'tutor.model_replaced', value })
  }

  countLeaks(sentences: number): void {
    this.#context.watch.leaked?.(sentences)
  }

  async #goOn(answering: Promise<void>): Promise<RunEnd> {
    const begunAt = performance.now()
    try {
      if ((await this.#wait(answering)) === 'stuck') return 'stuck'
      this.#finish('success')
    } catch (error) {
      this.fail(error)
    }
    this.#context.presence.leave()
    this.#context.presence.turnTook(performance.now() - begunAt)
    return 'released'
  }

  /** Order: what the agent does before its first wait is announced, and so is what follows each call of the turn. */
  async #wait(answering: Promise<void>): Promise<RunEnd> {
    const { presence } = this.#context
    presence.leave()
    presence.turnWaits()
    const patience = new Patience(this.#context.limits, () => this.fail(new TutorError('turn_timeout')))
    this.#patience = patience
    // It may have ended within the call.
    if (this.isOver) patience.runEnded()
    try {
      return await patience.wait(answering)
    } finally {
      presence.turnEnded()
      this.#patience = undefined
    }
  }

  /** Order: after the run's end. */
  #stopAgent(): void {
    this.#controller?.abort()
    this.#patience?.runEnded()
  }

  #finish(outcome: 'success' | 'cancelled'): void {
    if (this.#state === 'ended') return
    this.#end()
    const { threadId, publish } = this.#context
    publish(runFinished({ threadId, runId: this.runId, outcome }))
  }

  #end(): void {
    const spoke = this.#state === 'speaking'
    this.#state = 'ended'
    if (spoke) this.#context.publish({ type: EventType.TEXT_MESSAGE_END, messageId: this.#answerId })
  }
}
