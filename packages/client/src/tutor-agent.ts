import {
  AbstractAgent,
  type AgentConfig,
  type AgentSubscriber,
  type BaseEvent,
  type Message,
  type RunAgentInput,
} from '@ag-ui/client'
import { TutorError, type CustomEvents, type RunMessage } from '@tutor/protocol'
import { Observable } from 'rxjs'
import type { Conversation } from './conversation.ts'
import { startRun, type StartedRun } from './start-run.ts'

/**
 * The tutor as an AG-UI agent, for any AG-UI front end. Its thread is the learner's session, which keeps the history:
 * of a run's input only the last message of the user is sent; tools, context and state stay here.
 */
export class TutorAgent extends AbstractAgent {
  // Ordinary fields, not #private ones: `clone` of the base class creates its copy without running a constructor.
  private conversation: Conversation
  private runs = new Set<StartedRun>()

  constructor(conversation: Conversation, config: Omit<AgentConfig, 'threadId'> = {}) {
    super({ ...config, threadId: conversation.hello.clientId })
    this.conversation = conversation
    this.subscribe({ onCustomEvent: dropHalfAnswer })
  }

  /**
   * Emits the run's events and completes after RUN_FINISHED or RUN_ERROR. Unsubscribing before that stops the run.
   *
   * Errors with a `TutorError` where the server refuses the run or the last user message is not text, and with a
   * `ConnectionError` where the conversation ends first or the server's history was replaced. It goes on where the
   * connection is lost and comes back: see {@link startRun}.
   */
  override run(input: RunAgentInput): Observable<BaseEvent> {
    return new Observable((subscriber) => {
      const message = lastUserMessage(input.messages)
      const run = startRun(this.conversation, { type: 'run', runId: input.runId, message }, subscriber)
      this.runs.add(run)
      return () => {
        this.runs.delete(run)
        run.leave()
      }
    })
  }

  /** Stops the run. It still ends with RUN_FINISHED, outcome `cancelled`. */
  override abortRun(): void {
    for (const run of this.runs) run.abort()
  }

  override clone(): TutorAgent {
    const clone: TutorAgent = super.clone()
    clone.conversation = this.conversation
    clone.runs = new Set()
    return clone
  }
}

/** What the server had said before it failed is not the answer. */
const dropHalfAnswer: NonNullable<AgentSubscriber['onCustomEvent']> = ({ event, messages }) => {
  if (event.name !== 'tutor.run_restarted') return
  const { discarded } = event.value as CustomEvents['tutor.run_restarted']
  return { messages: messages.filter(({ id }) => id !== discarded) }
}

function lastUserMessage(messages: readonly Message[]): RunMessage['message'] {
  const message = messages.findLast(({ role }) => role === 'user')
  if (message?.role !== 'user') throw new TutorError('message_empty')
  if (typeof message.content === 'string') return { id: message.id, content: message.content }
  const texts = message.content.map((part) => {
    if (part.type !== 'text') throw new TutorError('message_invalid', `The tutor reads text, not ${part.type}.`)
    return part.text
  })
  return { id: message.id, content: texts.join('\n') }
}
