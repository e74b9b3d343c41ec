import { eraseSession, exportLearning, listCourses, TutorConnection, uploadDocument, type ConnectionState, type ConversationListener } from '@tutor/client'
import { EventType, limits, type AgUiEvent, type CustomEvents, type DocumentSummary, type ModelDescription, type RunMessage, type ServerMessage } from '@tutor/protocol'
import { KnownLearner, type Known } from './known-learner.ts'
import { Transcript, type ShownMessage } from './transcript.ts'
import { WaitingMessages } from './waiting-messages.ts'

/** All that the page shows. A new one after every change. */
export interface PageState {
  readonly connection: ConnectionState
  readonly model: ModelDescription | undefined
  readonly messages: readonly ShownMessage[]
  /** Typed, and not taken by the server yet. */
  readonly waiting: readonly RunMessage[]
  /** The run that is being answered. */
  readonly runId: string | undefined
  readonly documents: readonly DocumentSummary[]
  readonly known: Known
  /** What went wrong last, for the learner. */
  readonly problem: string | undefined
}

interface LearnerConnectionOptions {
  readonly clientId: string
  readonly storage: Storage
}

/** A store for React: what the server says becomes one {@link PageState} per frame of the screen at most. */
export class LearnerConnection implements ConversationListener {
  readonly #url: string
  readonly #waiting: WaitingMessages
  readonly #changed = new Set<() => void>()
  readonly #documents = new Map<string, DocumentSummary>()
  readonly #transcript = new Transcript()
  #conversation: TutorConnection | undefined
  readonly #learner = new KnownLearner()
  #connection: ConnectionState = { kind: 'connecting' }
  #model: ModelDescription | undefined
  #problem: string | undefined
  #state: PageState
  /** Whether a change waits for the next frame of the screen. */
  #isChanging = false

  constructor(url: string, { clientId, storage }: LearnerConnectionOptions) {
    this.#url = url
    this.#waiting = new WaitingMessages(storage, clientId)
    this.#state = this.#look()
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): PageState => this.#state

  /** Connects, and tells the whole conversation from its beginning. It goes on trying for ever. */
  open(): void {
    this.#become({ kind: 'connecting' })
    TutorConnection.open(this.#url, { listener: this, from: { epoch: 0, seq: 0 }, keepTryingMs: Infinity })
      .then((conversation) => {
        this.#conversation = conversation
        for (const message of this.#waiting.all) conversation.send(message)
        this.#askForCourses()
      })
      .catch((error: unknown) => this.report(error))
  }

  /** Keeps what was typed until the server has it. @returns whether it was taken; if not, the state says why */
  say(content: string): boolean {
    const id = crypto.randomUUID()
    const message: RunMessage = { type: 'run', runId: id, message: { id, content } }
    if (new TextEncoder().encode(JSON.stringify(message)).byteLength > limits.messageBytes) {
      this.report(new Error('This message is too long: 64 KB is the most. Add a long text as a document instead.'))
      return false
    }
    try {
      this.#waiting.add(message)
      this.#conversation?.send(message)
    } catch (error) {
      this.report(error)
    }
    this.#change()
    return true
  }

  stop(): void {
    const { runId } = this.#transcript
    if (runId !== undefined) this.#conversation?.send({ type: 'abort', runId })
  }

  /** @param onProgress from 0 to 1 */
  async addDocument(file: File, onProgress: (part: number) => void): Promise<void> {
    if (!this.#conversation) throw new Error('There is no connection yet. Try again when it is there.')
    const bytes = new Uint8Array(await file.arrayBuffer())
    await uploadDocument(this.#conversation, { name: file.name, bytes }, { onProgress: (sent) => onProgress(sent / bytes.byteLength) })
  }

  /** @returns xAPI statements, oldest first */
  async exportLearning(): Promise<readonly object[]> {
    if (!this.#conversation) throw new Error('There is no connection yet. Try again when it is there.')
    return await exportLearning(this.#conversation)
  }

  async erase(): Promise<void> {
    if (this.#conversation) await eraseSession(this.#conversation)
  }

  report(error: unknown): void {
    this.#problem = error instanceof Error ? error.message : String(error)
    this.#change()
  }

  dismiss(): void {
    this.#problem = undefined
    this.#change()
  }

  receive(message: ServerMessage): void {
    const isOwn = this.#waiting.settle(message)
    if (message.type === 'hello') {
      this.#askForCourses()
      this.#model = message.model
      this.#documents.clear()
      for (const each of message.documents) this.#documents.set(each.id, each)
    } else if (message.type === 'event') this.#apply(message.event)
    else if (message.type === 'resync') {
      this.#transcript.replace(message.messages)
      if (message.learner) this.#learner.replace(message.learner)
    } else if (message.type === 'error' && (isOwn || message.ref === undefined)) this.#problem = message.message
    this.#change()
  }

  onState(state: ConnectionState): void {
    this.#become(state)
  }

  end(reason: Error): void {
    this.#become({ kind: 'closed', reason })
  }

  #become(state: ConnectionState): void {
    this.#connection = state
    this.#change()
  }

  #apply(event: AgUiEvent): void {
    this.#transcript.apply(event)
    if (event.type === EventType.RUN_STARTED) this.#learner.turn()
    if (event.type !== EventType.CUSTOM) return
    if (event.name === 'tutor.learned') {
      for (const fact of (event.value as CustomEvents['tutor.learned']).facts) this.#learner.apply(fact)
    } else if (event.name === 'tutor.document_added') {
      const { document } = event.value as CustomEvents['tutor.document_added']
      this.#documents.set(document.id, document)
    } else if (event.name === 'tutor.document_removed') {
      this.#documents.delete((event.value as CustomEvents['tutor.document_removed']).documentId)
    }
  }

  /** A server that has started anew may have others. */
  #askForCourses(): void {
    if (!this.#conversation) return
    listCourses(this.#conversation)
      .then((courses) => {
        this.#learner.setCourses(courses)
        this.#change()
      })
      .catch((error: unknown) => {
        if (this.#connection.kind !== 'closed') this.report(error)
      })
  }

  #change(): void {
    if (this.#isChanging) return
    this.#isChanging = true
    requestAnimationFrame(() => {
      this.#isChanging = false
      this.#state = this.#look()
      for (const changed of this.#changed) changed()
    })
  }

  #look(): PageState {
    return {
      connection: this.#connection,
      model: this.#model,
      messages: this.#transcript.messages,
      waiting: this.#waiting.all,
      runId: this.#transcript.runId,
      documents: [...this.#documents.values()],
      known: this.#learner.known,
      problem: this.#problem,
    }
  }
}
