import { EventType, type AgUiEvent, type CourseOutline, type CustomEvents, type DocumentSummary, type ModelDescription, type Resync, type ServerMessage } from '@tutor/protocol'
import { KnownLearner, type Known } from './known-learner.ts'
import { Transcript, type Answering, type ShownMessage } from './transcript.ts'

/** What the session has told of itself. */
export interface SessionState {
  readonly model: ModelDescription | undefined
  readonly messages: readonly ShownMessage[]
  readonly answering: Answering | undefined
  readonly documents: readonly DocumentSummary[]
  readonly known: Known
}

/** The session as it is shown: the sum of what it tells. */
export class SessionView {
  readonly #transcript = new Transcript()
  readonly #documents = new Map<string, DocumentSummary>()
  readonly #learner = new KnownLearner()
  #model: ModelDescription | undefined
  #listed: readonly DocumentSummary[] | undefined

  get runId(): string | undefined {
    return this.#transcript.answering?.runId
  }

  get state(): SessionState {
    this.#listed ??= [...this.#documents.values()]
    const { messages, answering } = this.#transcript
    return { model: this.#model, messages, answering, documents: this.#listed, known: this.#learner.known }
  }

  setCourses(courses: readonly CourseOutline[]): void {
    this.#learner.setCourses(courses)
  }

  /** @param now in milliseconds since 1970, where what is told has happened just now */
  receive(message: ServerMessage, now?: number): void {
    switch (message.type) {
      case 'hello':
        this.#model = message.model
        this.#documents.clear()
        for (const each of message.documents) this.#documents.set(each.id, each)
        this.#listed = undefined
        return
      case 'resync':
        return this.#begin(message)
      case 'event':
        this.#transcript.apply(message.event, now)
        return this.#apply(message.event)
    }
  }

  #begin({ reason, messages, learner }: Resync): void {
    if (reason === 'answer_lost') return this.#transcript.correct(messages)
    this.#transcript.replace(messages)
    if (learner) this.#learner.replace(learner)
  }

  #apply(event: AgUiEvent): void {
    if (event.type === EventType.RUN_STARTED) this.#learner.turn()
    if (event.type !== EventType.CUSTOM) return
    if (event.name === 'tutor.learned') {
      for (const fact of (event.value as CustomEvents['tutor.learned']).facts) this.#learner.apply(fact)
      return
    }
    this.#listed = undefined
    if (event.name === 'tutor.document_added') {
      const { document } = event.value as CustomEvents['tutor.document_added']
      this.#documents.set(document.id, document)
    } else if (event.name === 'tutor.document_removed') {
      this.#documents.delete((event.value as CustomEvents['tutor.document_removed']).documentId)
    }
  }
}
