import type { MaterialChange, Model, NewFact } from '@tutor/agents'
import type { DocumentReader } from '@tutor/documents'
import {
  defaultTurnLimits,
  EventType,
  limits,
  TutorError,
  type AgUiEvent,
  type CustomEvents,
  type Hello,
  type RunMessage,
  type TurnLimits,
} from '@tutor/protocol'
import type { OpenedHistory, Ownership, Store } from '@tutor/storage'
import { Attachment, type AttachedSession } from './attachment.ts'
import { finishForgetting, forgetPast, saveSnapshot, type KeptSession } from './forget-past.ts'
import { helloOf } from './hello-of.ts'
import { History } from './history.ts'
import type { BlobUse } from './history-append.ts'
import type { Observer } from './observer.ts'
import { openTeaching, type TeachingOptions } from './open-teaching.ts'
import { unwatched, type Presence } from './presence.ts'
import type { PublishedEvent } from './published-event.ts'
import type { Replayed } from './replay.ts'
import { SessionAgents, type AgentsSession, type LeadAgent } from './session-agents.ts'
import { SessionState } from './session-state.ts'
import type { SessionWatch } from './session-watch.ts'
import { takenRun } from './taken-run.ts'
import type { SessionTeaching } from './teaching-agents.ts'
import { TurnQueue } from './turn-queue.ts'
import { UploadRoom } from './upload-room.ts'

export interface SessionOptions extends TeachingOptions, SessionWatch {
  readonly clientId: string
  readonly store: Store
  /** Who reads documents that are not small; the session's own thread does unless told. */
  readonly reader?: DocumentReader
  readonly model: Model
  readonly agent: LeadAgent
  /** What one answer may take; {@link defaultTurnLimits} unless told. */
  readonly turnLimits?: TurnLimits
  /** There is nothing left to answer, or nobody left who watches. MUST NOT throw. */
  readonly idle: () => void
  /** The store has failed, or an agent is stuck, and the session has closed itself; it has to be opened anew. Called once at most. */
  readonly failed: (error: unknown) => void
  /** Milliseconds since 1970; the machine's clock unless told. */
  readonly now?: () => number
  /** Told when the session's code runs. */
  readonly presence?: Presence
  /** What all sessions of the thread may hold of documents that are arriving; only the session's own limit unless told. */
  readonly uploadRoom?: UploadRoom
}

/** Events after which a snapshot is worth its cost, when the session goes to sleep and while it is awake. */
const snapshotAfter = { asleep: 64, awake: 2_000 }

/**
 * One learner's tutor: its agents, its history and whoever watches it. Knows no sockets and no threads. All it knows is
 * the sum of its history, so it can go on after a sleep or a failure, on any thread and in any process.
 */
export class UserSession implements AttachedSession, AgentsSession {
  readonly #options: SessionOptions
  readonly #owner: Ownership
  readonly #state: SessionState
  readonly #history: History
  readonly #agents: SessionAgents
  readonly #turns: TurnQueue
  readonly #attachments = new Set<Attachment>()
  readonly uploadRoom: UploadRoom
  /** Whose message is being taken. */
  #asker: Attachment | undefined
  /** `seq` of the last event that the last snapshot holds. */
  #snapshotSeq: number
  #closed = false

  /** Opens the session where its history left it. @throws TutorError `storage_unavailable`, `session_damaged` */
  static async open(options: SessionOptions): Promise<UserSession> {
    const opened = await options.store.open(options.clientId)
    options.presence?.enter()
    const session = new UserSession(options, opened)
    options.presence?.leave()
    // What cannot be deleted now is tried again at the next opening; the learner can go on meanwhile.
    await finishForgetting(session.#kept).catch(options.fault)
    options.presence?.enter()
    session.#turns.resume()
    options.presence?.leave()
    return session
  }

  private constructor(options: SessionOptions, opened: OpenedHistory) {
    const { clientId, store, reader, embedder, turnLimits = defaultTurnLimits, presence = unwatched } = options
    this.#options = options
    this.uploadRoom = new UploadRoom(limits.arrivingBytes, options.uploadRoom)
    this.#owner = { sessionId: clientId, epoch: opened.epoch }
    const { state, seq } = SessionState.restore(opened, clientId)
    this.#state = state
    this.#history = new History(store, this.#owner, { seq, reader: this })
    this.#snapshotSeq = opened.snapshot?.seq ?? 0
    this.#agents = new SessionAgents({
      ...options,
      turnLimits,
      material: { vault: { read: (hash) => store.readBlob(hash) }, ...(reader && { reader }), embedder, documents: state.documents, ...(options.now && { now: options.now }) },
      session: this,
    })
    const publish = (event: AgUiEvent): void => this.#publish(event)
    const context = { threadId: clientId, publish, limits: turnLimits, memory: state, presence, watch: options }
    this.#turns = new TurnQueue({
      state,
      history: this.#history,
      lead: this.#agents.lead,
      context,
      idle: () => this.#rest(),
      stuck: () => void this.#giveUp(),
    })
  }

  get replayed(): Replayed {
    return { history: this.#history, epochs: this.#state.epochs, learner: this.#state.learner }
  }

  get documents(): AttachedSession['documents'] {
    return this.#agents.document
  }

  get isWatched(): boolean {
    return this.#attachments.size > 0
  }

  /** Whether nothing is under way that a sleep would interrupt. */
  get isIdle(): boolean {
    if (!this.#turns.isIdle || !this.#history.isSettled) return false
    for (const attachment of this.#attachments) if (attachment.isBusy) return false
    return true
  }

  /** Shows the session to an observer from here on. @param greeting whether it is told the `hello` first */
  attach(observer: Observer, greeting: 'hello' | 'none' = 'hello'): Attachment {
    const attachment = new Attachment(this, observer)
    this.#attachments.add(attachment)
    const join = (): void => attachment.join(greeting === 'hello' ? [this.#hello()] : [])
    // The hello tells of documents; none of them may be ahead of what is kept.
    if (this.#history.isSettled) join()
    else this.#history.settled().then(join, () => {})
    return attachment
  }

  detach(attachment: Attachment): void {
    this.#attachments.delete(attachment)
    if (!this.isWatched && this.#turns.isIdle) this.#options.idle()
  }

  /** @throws TutorError `message_empty`, `message_id_used`, `run_id_used` or `run_queue_full` */
  run(message: RunMessage, asker: Attachment): void {
    const { runId } = message
    this.#asker = asker
    try {
      if (this.#turns.take(message)) return
    } finally {
      this.#asker = undefined
    }
    this.#history.settled().then(() => asker.acknowledge(runId), (error: unknown) => asker.refuse(error, runId))
  }

  /** @throws TutorError `run_unknown` */
  abort(runId: string): void {
    this.#turns.abort(runId)
  }

  /** Ends what is being answered and all that waits, as if each had been aborted. */
  abortAll(): void {
    this.#turns.abortAll()
  }

  get teaching(): SessionTeaching {
    return this.#agents.teaching
  }

  async erase(asker: Attachment, requestId: string): Promise<void> {
    if (this.#closed) return
    this.#turns.close()
    // Order: nothing is published any more, since it would follow on nothing.
    this.#closed = true
    const settled = await this.#history.settled().then(() => true, () => false)
    // Where the history fails it has told so.
    if (settled) this.failed(await this.#eraseKept(asker, requestId))
    await this.#agents.close()
  }

  /** @returns the error with which the session ends */
  async #eraseKept(asker: Attachment, requestId: string): Promise<unknown> {
    try {
      await this.#options.store.erase(this.#owner)
      return new TutorError('session_erased')
    } catch (error) {
      asker.refuse(error, requestId)
      return error
    }
  }

  /** Reports an error that is a bug. */
  fault(error: unknown): void {
    this.#options.fault(error)
  }

  deliver(events: readonly PublishedEvent[]): void {
    for (const attachment of this.#attachments) attachment.deliver(events)
    if (this.#history.isSettled) void this.#keepSnapshot(snapshotAfter.awake)
  }

  failed(error: unknown): void {
    for (const { event, asker } of this.#history.tail) asker?.refuse(error, takenRun(event))
    this.#end()
    this.#options.failed(error)
  }

  /** Begins no further answer; resolves when the one under way has ended and all is kept. What comes is kept. Idempotent. */
  async drain(): Promise<void> {
    await this.#turns.drain()
    await this.#history.settled().catch(() => {})
  }

  /** Keeps everything and gives the session back to the store. A run that is being answered is begun again by the next owner. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#attachments.clear()
    this.#turns.suspend()
    await this.#history.settled().catch(() => {})
    await this.#keepSnapshot(snapshotAfter.asleep)
    this.#end()
    await this.#options.store.release(this.#owner)
    await this.#agents.close()
  }

  /** A new owner goes on, with agents of its own. */
  async #giveUp(): Promise<void> {
    // Order: the run that its agent does not let go of has its end on disk, and is not begun again.
    await this.#history.settled().catch(() => {})
    if (this.#closed) return
    this.failed(new Error('An agent did not stop when its run was over.'))
    await this.#agents.close()
  }

  /** Stops without a word to anybody, after a failure: what is under way is begun again by the next owner. Idempotent. */
  abandon(): void {
    this.#end()
    // What the agents wait for ends with them, as far as they still can.
    this.#agents.close().catch(() => {})
  }

  /** Order: the bytes are with the store before the event that refers to them. */
  async keepChange(change: MaterialChange): Promise<void> {
    if (change.change === 'removed') {
      const value = { documentId: change.documentId } satisfies CustomEvents['tutor.document_removed']
      const drop = [...change.drop, ...this.#state.itemsOf(change.documentId)]
      this.#publish({ type: EventType.CUSTOM, name: 'tutor.document_removed', value }, { keep: [], drop })
      return
    }
    const { document, reading, uploadId, blobs } = change
    await Promise.all(blobs.map(({ hash, bytes }) => this.#options.store.putBlob(this.#owner, hash, bytes)))
    const value = { document, reading, ...(uploadId !== undefined && { uploadId }) } satisfies CustomEvents['tutor.document_added']
    this.#publish({ type: EventType.CUSTOM, name: 'tutor.document_added', value }, { keep: blobs.map(({ hash }) => hash), drop: [] })
  }

  openTeaching(): SessionTeaching {
    const log = { record: (...facts: readonly NewFact[]) => this.#record(facts) }
    return openTeaching({ options: this.#options, owner: this.#owner, state: this.#state, log, now: () => this.#now() })
  }

  #end(): void {
    this.#closed = true
    this.#turns.close()
    this.#history.close()
    this.uploadRoom.close()
    this.#attachments.clear()
  }

  #rest(): void {
    if (!this.isWatched) this.#options.idle()
  }

  #publish(event: AgUiEvent, blobs?: BlobUse): void {
    if (this.#closed) return
    const asker = this.#asker && takenRun(event) !== undefined ? this.#asker : undefined
    this.#state.apply(this.#history.publish(event, { blobs, asker }))
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  /** Resolves when the facts are on disk, and what is to be forgotten is not. */
  async #record(happened: readonly NewFact[]): Promise<void> {
    const at = this.#now()
    const value = { facts: happened.map((fact) => ({ ...fact, at })) } satisfies CustomEvents['tutor.learned']
    const keep = happened.flatMap((fact) => (fact.fact === 'items_made' ? [fact.blob] : []))
    this.#publish({ type: EventType.CUSTOM, name: 'tutor.learned', value }, keep.length > 0 ? { keep, drop: [] } : undefined)
    await this.#history.settled()
    if (happened.some(({ fact }) => fact === 'evidence_forgotten')) await forgetPast(this.#kept)
  }

  /** Where there is enough to keep. Without it the next owner reads more, so it may fail. */
  #keepSnapshot(after: number): Promise<void> | undefined {
    if (this.#history.kept - this.#snapshotSeq < after) return undefined
    this.#snapshotSeq = this.#history.kept
    return saveSnapshot(this.#kept).catch(() => {})
  }

  get #kept(): KeptSession {
    return { store: this.#options.store, owner: this.#owner, state: this.#state, history: this.#history }
  }

  #hello(): Hello {
    const { clientId, model } = this.#options
    const position = { epoch: this.#owner.epoch, seq: this.#history.sent }
    return helloOf({ clientId, position, model: model.description, documents: this.#state.documents.map(({ summary }) => summary) })
  }
}
