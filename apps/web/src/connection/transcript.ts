import { EventType, type AgUiEvent, type AgUiMessage, type Citation, type CustomEvents } from '@tutor/protocol'

export interface ShownMessage {
  readonly id: string
  readonly from: 'learner' | 'tutor'
  readonly text: string
  readonly citations: readonly Citation[]
  /** In milliseconds since 1970, where it is known: the history keeps times only of what was learned. */
  readonly at?: number
  /** The answer that was begun before was lost with its server. */
  readonly isAnew?: boolean
  /** Said by the page about a run that failed. */
  readonly fault?: Fault
}

export interface Fault {
  /** Of the table of errors. */
  readonly code: string | undefined
  /** What was asked. */
  readonly question: string
}

/** What is being answered. */
export interface Answering {
  readonly runId: string
  /** The message that grows. */
  readonly messageId?: string
  /** The tool that is being used. */
  readonly tool?: string
}

/** The conversation as it is shown: the sum of the session's events. Each change makes a new list, so that views can compare. */
export class Transcript {
  #messages: readonly ShownMessage[] = []
  /** Where the messages stand in the list. */
  #places = new Map<string, number>()
  #answering: Answering | undefined
  #isAnew = false

  get messages(): readonly ShownMessage[] {
    return this.#messages
  }

  get answering(): Answering | undefined {
    return this.#answering
  }

  /** The server tells the conversation anew. */
  replace(messages: readonly AgUiMessage[]): void {
    this.#answering = undefined
    this.#list(toldBy(messages))
  }

  /** The end of an answer is lost: what the server tells has the part of it that is left, and no message that is not here. */
  correct(messages: readonly AgUiMessage[]): void {
    for (const { id, text } of toldBy(messages)) this.#change(id, (message) => ({ ...message, text }))
  }

  /** @param now when the event has happened, in milliseconds since 1970, where it has happened just now */
  apply(event: AgUiEvent, now?: number): void {
    switch (event.type) {
      case EventType.RUN_STARTED:
        this.#answering = { runId: event.runId }
        for (const { id, content } of event.input?.messages ?? []) this.#ask(id, content, now)
        return
      case EventType.TEXT_MESSAGE_START:
        return this.#begin(event.messageId, now)
      case EventType.TEXT_MESSAGE_CONTENT:
        return this.#change(event.messageId, (message) => ({ ...message, text: message.text + event.delta }))
      case EventType.TOOL_CALL_START:
        this.#answering &&= { ...this.#answering, tool: event.toolCallName }
        return
      case EventType.RUN_FINISHED:
        this.#answering = undefined
        return
      case EventType.RUN_ERROR:
        return this.#fail(event, now)
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
      const { runId, discarded } = value as CustomEvents['tutor.run_restarted']
      this.#answering = { runId }
      this.#isAnew = true
      this.#list(this.#messages.filter(({ id }) => id !== discarded))
    } else if (name === 'tutor.learned') {
      const [fact] = (value as CustomEvents['tutor.learned']).facts
      if (fact) this.#date(fact.at)
    }
  }

  #ask(id: string, content: unknown, at?: number): void {
    if (typeof content === 'string') this.#add({ id, from: 'learner', text: content, citations: [], ...(at !== undefined && { at }) })
  }

  #begin(messageId: string, at: number | undefined): void {
    this.#answering &&= { runId: this.#answering.runId, messageId }
    this.#add({ id: messageId, from: 'tutor', text: '', citations: [], ...(at !== undefined && { at }), ...(this.#isAnew && { isAnew: true }) })
    this.#isAnew = false
  }

  #fail({ message, code }: { readonly message: string; readonly code?: string | undefined }, at: number | undefined): void {
    const question = this.#messages.findLast(({ from }) => from === 'learner')?.text ?? ''
    this.#add({ id: `fault of ${this.#answering?.runId}`, from: 'tutor', text: message, citations: [], ...(at !== undefined && { at }), fault: { code, question } })
    this.#answering = undefined
  }

  /** What was learned was learned from the last thing that the learner said. */
  #date(at: number): void {
    for (let place = this.#messages.length - 1; place >= 0; place--) {
      const message = this.#messages[place]!
      if (message.at !== undefined) return
      this.#change(message.id, (undated) => ({ ...undated, at }))
      if (message.from === 'learner') return
    }
  }

  #add(message: ShownMessage): void {
    if (this.#places.has(message.id)) return
    this.#places.set(message.id, this.#messages.length)
    this.#messages = [...this.#messages, message]
  }

  #change(id: string, change: (message: ShownMessage) => ShownMessage): void {
    const place = this.#places.get(id)
    if (place !== undefined) this.#messages = this.#messages.with(place, change(this.#messages[place]!))
  }

  #list(messages: readonly ShownMessage[]): void {
    this.#messages = messages
    this.#places = new Map(messages.map(({ id }, place) => [id, place]))
  }
}

function toldBy(messages: readonly AgUiMessage[]): ShownMessage[] {
  return messages.flatMap((message) => {
    if (message.role !== 'user' && message.role !== 'assistant') return []
    if (typeof message.content !== 'string') return []
    return [{ id: message.id, from: message.role === 'user' ? 'learner' : 'tutor', text: message.content, citations: [] }]
  })
}
