import type { Agent, ToolActivity, Turn } from '@tutor/agents'
import { EventType, reportOf, TutorError, type AgUiEvent, type Citation, type RunMessage } from '@tutor/protocol'

/** Shared by all runs: nobody changes it. */
const none: never[] = []

/** Puts an event into the session's history and before its observers. */
export type Publish = (event: AgUiEvent) => void

/** The session a run belongs to. */
export interface RunContext {
  readonly threadId: string
  readonly publish: Publish
  /** Told of errors that are bugs, not answers: the learner is only shown `run_failed`. */
  readonly fault: (error: unknown) => void
}

/**
 * One run of the session: a message of the learner and its answer, from RUN_STARTED to RUN_FINISHED or RUN_ERROR.
 * After the last event nothing follows, whatever the agent still says.
 */
export class TurnRun implements Turn {
  readonly #message: RunMessage
  readonly #answerId: string
  readonly #context: RunContext
  #state: 'waiting' | 'thinking' | 'speaking' | 'ended' = 'waiting'
  #aborted = false
  /** Made when somebody asks for the signal: an echo never does. */
  #controller: AbortController | undefined

  /** @param answerId the id of the answer's message, unique in the session */
  constructor(message: RunMessage, answerId: string, context: RunContext) {
    this.#message = message
    this.#answerId = answerId
    this.#context = context
  }

  get runId(): string {
    return this.#message.runId
  }

  get text(): string {
    return this.#message.message.content
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#aborted) this.#controller.abort()
    return this.#controller.signal
  }

  /** Ends the run as cancelled: at once when it is being answered, when its turn comes if it waits. Idempotent. */
  abort(): void {
    this.#aborted = true
    this.#controller?.abort()
    if (this.#state !== 'waiting') this.#finish('cancelled')
  }

  /** Lets the agent answer. Never rejects; resolves when the agent has let go. */
  async execute(agent: Agent): Promise<void> {
    this.#start()
    if (this.#aborted) return this.#finish('cancelled')
    try {
      const answering = agent.answer(this)
      if (answering) await answering
      this.#finish('success')
    } catch (error) {
      this.#fail(error)
    }
  }

  say(delta: string): void {
    if (delta === '' || this.#state === 'ended') return
    if (this.#state === 'thinking') {
      this.#state = 'speaking'
      this.#context.publish({ type: EventType.TEXT_MESSAGE_START, messageId: this.#answerId, role: 'assistant' })
    }
    this.#context.publish({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: this.#answerId, delta })
  }

  cite(citations: readonly Citation[]): void {
    if (this.#state === 'ended') return
    const value = { messageId: this.#answerId, citations }
    this.#context.publish({ type: EventType.CUSTOM, name: 'tutor.citations', value })
  }

  showTool(activity: ToolActivity): void {
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

  #start(): void {
    const { threadId, publish } = this.#context
    const { runId, message } = this.#message
    const messages = [{ id: message.id, role: 'user' as const, content: message.content }]
    this.#state = 'thinking'
    publish({ type: EventType.RUN_STARTED, threadId, runId, input: { threadId, runId, messages, tools: none, context: none } })
  }

  #finish(outcome: 'success' | 'cancelled'): void {
    const { threadId, publish } = this.#context
    if (this.#end()) publish({ type: EventType.RUN_FINISHED, threadId, runId: this.runId, outcome: { type: outcome } })
  }

  #fail(error: unknown): void {
    if (!(error instanceof TutorError) && !this.#aborted) this.#context.fault(error)
    const { code, message } = reportOf(error, 'run_failed')
    if (this.#end()) this.#context.publish({ type: EventType.RUN_ERROR, code, message })
  }

  /** @returns whether it was this call that ended the run */
  #end(): boolean {
    if (this.#state === 'ended') return false
    const spoke = this.#state === 'speaking'
    this.#state = 'ended'
    if (spoke) this.#context.publish({ type: EventType.TEXT_MESSAGE_END, messageId: this.#answerId })
    return true
  }
}
