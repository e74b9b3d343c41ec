import { eraseSession, exportLearning, listCourses, TutorConnection, type ConnectionState, type Conversation, type ConversationListener } from '@tutor/client'
import { limits, TutorError, type ErrorMessage, type RunMessage, type ServerMessage } from '@tutor/protocol'
import { Uploads } from '../documents/uploads.ts'
import type { PageStorage } from '../storage/page-storage.ts'
import { findObstacle, type Obstacle } from './find-obstacle.ts'
import { SessionView, type SessionState } from './session-view.ts'
import { WaitingMessages, type WaitingMessage } from './waiting-messages.ts'

const none: PageState['messages'] = []

/** All that the page shows. A new one after every change. */
export interface PageState extends SessionState {
  readonly connection: ConnectionState
  /** Where there is no connection, why. */
  readonly obstacle: Obstacle | undefined
  /** Typed, and not taken by the server yet. */
  readonly waiting: readonly WaitingMessage[]
  /** What went wrong last, for the learner. */
  readonly problem: string | undefined
}

interface LearnerConnectionOptions {
  readonly clientId: string
  readonly storage: PageStorage
  /** Gets a ticket for each connection; of a learner who has signed in. */
  readonly ticket?: () => Promise<string>
  /** The server does not know, or no longer, who this is. The connection is over. */
  readonly unknown: (reason: Error | undefined) => void
}

/** A store for React: what the server says becomes one {@link PageState} per frame of the screen at most. */
export class LearnerConnection implements ConversationListener {
  readonly #url: string
  readonly #options: LearnerConnectionOptions
  readonly #waiting: WaitingMessages
  readonly #changed = new Set<() => void>()
  /** Files that the learner is adding. */
  readonly uploads = new Uploads({ connect: () => this.conversation, documents: () => new Set(this.#session.state.documents.map(({ id }) => id)) })
  readonly #ending = new AbortController()
  readonly #session = new SessionView()
  #conversation: TutorConnection | undefined
  readonly #opened = Promise.withResolvers<Conversation>()
  #connection: ConnectionState = { kind: 'connecting' }
  #obstacle: Obstacle | undefined
  #problem: string | undefined
  #state: PageState
  /** Whether all of the conversation was told once: before, it would be shown and thrown away page by page. */
  #isTold = false
  /** Whether a change waits for the next frame of the screen. */
  #isChanging = false

  /** @param url `ws://host:port/ws/{client_id}` */
  constructor(url: string, options: LearnerConnectionOptions) {
    this.#url = url
    this.#options = options
    this.#waiting = new WaitingMessages(options.storage, options.clientId)
    this.#state = this.#look()
  }

  get clientId(): string {
    return this.#options.clientId
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed)
    return () => this.#changed.delete(changed)
  }

  readonly getState = (): PageState => this.#state

  /** Connects, and tells the whole conversation from its beginning. It goes on trying for ever. */
  open(): void {
    const { ticket } = this.#options
    const { signal } = this.#ending
    window.addEventListener('storage', (event) => this.#hearTab(event), { signal })
    this.#become({ kind: 'connecting' })
    TutorConnection.open(this.#url, { listener: this, from: { epoch: 0, seq: 0 }, keepTryingMs: Infinity, signal, ...(ticket && { ticket }) })
      .then((conversation) => {
        this.#conversation = conversation
        this.#opened.resolve(conversation)
        for (const { run, refusal } of this.#waiting.all) if (refusal === undefined) conversation.send(run)
        this.#askForCourses()
      })
      // What has ended it is the state of the connection.
      .catch(() => {})
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#ending.abort()
    await this.#conversation?.close()
  }

  /** Keeps what was typed until the server has it. @returns whether it was taken; if not, the state says why */
  say(content: string): boolean {
    const id = crypto.randomUUID()
    const run: RunMessage = { type: 'run', runId: id, message: { id, content } }
    if (new TextEncoder().encode(JSON.stringify(run)).byteLength > limits.messageBytes) {
      this.report(new Error('This message is too long: 64 KB is the most. Add a long text as a document instead.'))
      return false
    }
    const isKept = this.#waiting.add({ run, at: Date.now() })
    this.#problem = isKept ? undefined : 'This browser has no room left to keep your message. It is sent all the same, but stay on this page until it has arrived.'
    this.#send(run)
    return true
  }

  /** A message that was refused is said once more. */
  sayAgain({ run }: WaitingMessage): void {
    if (this.say(run.message.content)) this.discard(run.runId)
  }

  /** @param runId of a message that was refused */
  discard(runId: string): void {
    this.#waiting.drop(runId)
    this.#change()
  }

  stop(): void {
    const { runId } = this.#session
    if (runId !== undefined) this.#conversation?.send({ type: 'abort', runId })
  }

  /** Resolves when the server has first answered. */
  get conversation(): Promise<Conversation> {
    return this.#opened.promise
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
    this.#waiting.settle(message)
    this.#session.receive(message, this.#connection.kind === 'live' ? Date.now() : undefined)
    if (message.type === 'error') this.#hearError(message)
    if (message.type === 'hello') this.#askForCourses()
    this.#change()
  }

  onState(state: ConnectionState): void {
    if (state.kind === 'live') this.#isTold = true
    this.#become(state)
    if (state.kind === 'offline') void this.#lookInto()
    else this.#obstacle = undefined
  }

  end(reason: Error): void {
    this.#become({ kind: 'closed', reason })
    if (!this.#ending.signal.aborted && isAboutIdentity(reason)) this.#options.unknown(reason)
  }

  /** A server that has started anew may have others. */
  #askForCourses(): void {
    if (!this.#conversation) return
    listCourses(this.#conversation)
      .then((courses) => {
        this.#session.setCourses(courses)
        this.#change()
      })
      .catch((error: unknown) => {
        if (this.#connection.kind !== 'closed') this.report(error)
      })
  }

  #send(run: RunMessage): void {
    try {
      this.#conversation?.send(run)
    } catch (error) {
      this.report(error)
    }
    this.#change()
  }

  #hearTab(event: StorageEvent): void {
    const added = this.#waiting.hear(event)
    if (added?.refusal === undefined && added) this.#send(added.run)
    this.#change()
  }

  async #lookInto(): Promise<void> {
    const obstacle = await findObstacle(this.#options.ticket !== undefined)
    if (this.#connection.kind !== 'offline' || this.#ending.signal.aborted) return
    if (obstacle === 'identity') return this.#options.unknown(undefined)
    this.#obstacle = obstacle
    this.#change()
  }

  #hearError({ code, ref, message, retryAfterMs }: ErrorMessage): void {
    if (ref !== undefined) return
    const isResent = code === 'rate_limited' && retryAfterMs !== undefined
    this.#problem = isResent ? 'That was faster than the server takes it. What you wrote is kept, and is sent again in a moment.' : message
  }

  #become(state: ConnectionState): void {
    this.#connection = state
    this.#change()
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
    const { messages, ...session } = this.#session.state
    return { ...session, messages: this.#isTold ? messages : none, connection: this.#connection, obstacle: this.#obstacle, waiting: this.#waiting.all, problem: this.#problem }
  }
}

/** The server does not know the learner, or no longer. */
function isAboutIdentity({ cause, close }: Error & { readonly close?: { readonly reason: string } | undefined }): boolean {
  if (close?.reason === 'logged_out') return true
  return cause instanceof TutorError && (cause.code === 'identity_required' || cause.code === 'logged_out' || cause.code === 'session_forbidden')
}
