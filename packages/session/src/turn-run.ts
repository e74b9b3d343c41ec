import type { Agent, Exchange, ToolActivity, Turn } from '@tutor/agents'
import { EventType, reportOf, TutorError, type AgUiEvent, type Citation } from '@tutor/protocol'
import { runFinished, runStarted } from './journal-format.ts'
import type { Presence } from './presence.ts'
import type { OpenRun } from './session-state.ts'

/** Puts an event into the session's history and before its observers. */
export type Publish = (event: AgUiEvent) => void

/** The session a run belongs to. */
export interface RunContext {
  readonly threadId: string
  readonly publish: Publish
  /** What was said before, oldest first. */
  readonly exchanges: () => readonly Exchange[]
  /** Told of errors that are bugs, not answers: the learner is only shown `run_failed`. */
  readonly fault: (error: unknown) => void
  readonly presence: Presence
}

/**
 * One attempt to answer a message of the learner, from RUN_STARTED (or `tutor.run_restarted`) to RUN_FINISHED or RUN_ERROR.
 * After the last event nothing follows, whatever the agent still says.
 */
export class TurnRun implements Turn {
  readonly #run: Pick<OpenRun, 'runId' | 'message'>
  readonly #answerId: string
  readonly #context: RunContext
  #state: 'begun' | 'speaking' | 'ended' = 'begun'
  /** Made when somebody asks for the signal: an echo never does. */
  #controller: AbortController | undefined

  /** @param answerId the id of the answer's message, unique in the session */
  constructor(run: Pick<OpenRun, 'runId' | 'message'>, answerId: string, context: RunContext) {
    this.#run = run
    this.#answerId = answerId
    this.#context = context
  }

  get runId(): string {
    return this.#run.runId
  }

  get text(): string {
    return this.#run.message.content
  }

  get history(): readonly Exchange[] {
    return this.#context.exchanges()
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
    this.#controller?.abort()
  }

  /** Stops the agent and tells nobody. Idempotent. */
  close(): void {
    this.#state = 'ended'
    this.#controller?.abort()
  }

  /** Ends the run with an error. Idempotent. */
  fail(error: unknown): void {
    if (this.#state === 'ended') return
    if (!(error instanceof TutorError)) this.#context.fault(error)
    const { code, message } = reportOf(error, 'run_failed')
    this.#end()
    this.#context.publish({ type: EventType.RUN_ERROR, code, message })
  }

  /** Lets the agent answer. Never rejects; resolves when the agent has let go. */
  async execute(agent: Agent): Promise<void> {
    if (this.#state === 'ended') return
    const { presence } = this.#context
    presence.enter()
    try {
      const answering = agent.answer(this)
      if (answering) await this.#await(answering)
      this.#finish('success')
    } catch (error) {
      this.fail(error)
    }
    presence.leave()
  }

  /** Order: what the agent does before its first wait is announced, and so is what follows each call of the turn. */
  async #await(answering: Promise<void>): Promise<void> {
    const { presence } = this.#context
    presence.leave()
    presence.turnWaits()
    try {
      await answering
    } finally {
      presence.turnEnded()
    }
  }

  say(delta: string): void {
    this.#context.presence.enter()
    if (delta === '' || this.#state === 'ended') return
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
    const { publish } = this.#context
    const toolCallId = activity.callId
    if (activity.phase === 'called') {
      publish({ type: EventType.TOOL_CALL_START, toolCallId, toolCallName: activity.tool })
      publish({ type: EventType.TOOL_CALL_ARGS, toolCallId, delta: activity.input })
      publish({ type: EventType.TOOL_CALL_END, toolCallId })
    } else {
      publish({ type: EventType.TOOL_CALL_RESULT, messageId: `${toolCallId}-result`, toolCallId, content: activity.result })
    }
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
