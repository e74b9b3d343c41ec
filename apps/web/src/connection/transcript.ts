import { EventType, type AgUiEvent, type AgUiMessage, type Citation, type CustomEvents } from '@tutor/protocol'

export interface ShownMessage {
  readonly id: string
  readonly from: 'learner' | 'tutor'
  readonly text: string
  readonly citations: readonly Citation[]
  /** Said by the page about a run that failed. */
  readonly isFault?: boolean
}

/** The conversation as it is shown: the sum of the session's events. Each change makes a new list, so that views can compare. */
export class Transcript {
  #messages: readonly ShownMessage[] = []
  #runId: string | undefined

  get messages(): readonly ShownMessage[] {
    return this.#messages
  }

  /** The run that is being answered. */
  get runId(): string | undefined {
    return this.#runId
  }

  /** The server tells the conversation anew. */
  replace(messages: readonly AgUiMessage[]): void {
    this.#runId = undefined
    this.#messages = messages.flatMap((message) => {
      if (message.role !== 'user' && message.role !== 'assistant') return []
      if (typeof message.content !== 'string') return []
      return [{ id: message.id, from: message.role === 'user' ? 'learner' : 'tutor', text: message.content, citations: [] }]
    })
  }

  apply(event: AgUiEvent): void {
    switch (event.type) {
      case EventType.RUN_STARTED:
        this.#runId = event.runId
        for (const { id, content } of event.input?.messages ?? []) this.#ask(id, content)
        return
      case EventType.TEXT_MESSAGE_START:
        return this.#add({ id: event.messageId, from: 'tutor', text: '', citations: [] })
      case EventType.TEXT_MESSAGE_CONTENT:
        return this.#change(event.messageId, (message) => ({ ...message, text: message.text + event.delta }))
      case EventType.RUN_FINISHED:
        this.#runId = undefined
        return
      case EventType.RUN_ERROR:
        this.#add({ id: `fault of ${this.#runId}`, from: 'tutor', text: event.message, citations: [], isFault: true })
        this.#runId = undefined
        return
      case EventType.CUSTOM:
        return this.#applyOwn(event.name, event.value)
    }
  }

  #applyOwn(name: string, value: unknown): void {
    if (name === 'tutor.run_queued') {
      const { message } = value as CustomEvents['tutor.run_queued']
      this.#ask(message.id, message.content)
    } else if (name === 'tutor.citations') {
      const { messageId, citations } = value as CustomEvents['tutor.citations']
      this.#change(messageId, (message) => ({ ...message, citations }))
    } else if (name === 'tutor.run_restarted') {
      const { discarded } = value as CustomEvents['tutor.run_restarted']
      this.#messages = this.#messages.filter(({ id }) => id !== discarded)
    }
  }

  #ask(id: string, content: unknown): void {
    if (typeof content === 'string') this.#add({ id, from: 'learner', text: content, citations: [] })
  }

  #add(message: ShownMessage): void {
    if (this.#messages.every(({ id }) => id !== message.id)) this.#messages = [...this.#messages, message]
  }

  /** What changes is mostly the last one. */
  #change(id: string, change: (message: ShownMessage) => ShownMessage): void {
    const at = this.#messages.findLastIndex((message) => message.id === id)
    const message = this.#messages[at]
    if (message) this.#messages = this.#messages.with(at, change(message))
  }
}
