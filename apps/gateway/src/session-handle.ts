import type { ErrorCode } from '@tutor/protocol'
import type { Connection } from './connection.ts'
import { sessionsChannel, type ToThread } from './thread-messages.ts'
import type { SessionLink } from './worker-pool.ts'

/**
 * Where a session is:
 * - `opening`: on its way to a thread; for the first time, from sleep, or after a failure
 * - `awake`: on the thread at the other end of `link`
 * - `dozing`: told to sleep; it will, unless it has got something to do by then
 * - `asleep`: on no thread
 */
type HandleState =
  | { readonly status: 'opening' | 'asleep' | 'closed' }
  | { readonly status: 'awake' | 'dozing'; readonly link: SessionLink }

/** A session as the gateway sees it: the connections that belong to it and the way to its thread. */
export class SessionHandle {
  readonly clientId: string
  /** Names the session on its thread; never used twice in the life of the process. */
  readonly number: number
  readonly #connections = new Set<Connection>()
  readonly #wake: (handle: SessionHandle) => void
  #state: HandleState = { status: 'asleep' }
  /** The second of the connections' clock in which one of them last said something. */
  #heardAt = 0

  /** @param wake told when a sleeping session is needed; it has to be opened, and nothing is lost until it is */
  constructor(clientId: string, number: number, wake: (handle: SessionHandle) => void) {
    this.clientId = clientId
    this.number = number
    this.#wake = wake
  }

  get status(): HandleState['status'] {
    return this.#state.status
  }

  get isEmpty(): boolean {
    return this.#connections.size === 0
  }

  /** Whether a connection has something to send that has not left. */
  get isWanted(): boolean {
    for (const connection of this.#connections) if (connection.isWaiting) return true
    return false
  }

  get heardAt(): number {
    return this.#heardAt
  }

  get connections(): number {
    return this.#connections.size
  }

  /** Texts of its connections that wait for it here. */
  get waiting(): number {
    return [...this.#connections].reduce((sum, { waiting }) => sum + waiting, 0)
  }

  /** The way to its thread, while it is on one. */
  get link(): SessionLink | undefined {
    return 'link' in this.#state ? this.#state.link : undefined
  }

  /** Characters that wait for its thread, its own and those of the thread's other sessions. */
  get queuedCharacters(): number {
    return this.link?.queuedCharacters ?? 0
  }

  attach(connection: Connection): void {
    this.#connections.add(connection)
    this.#heardAt = connection.heardAt
    if (this.#state.status === 'awake') this.#join([connection], this.#state.link)
    else if (this.#state.status === 'asleep') this.#wake(this)
  }

  detach(connection: Connection): void {
    this.#connections.delete(connection)
    const state = this.#state
    if (state.status === 'awake' || state.status === 'dozing') state.link.send(connection.number, { type: 'detach' })
  }

  /** @returns whether the session has it: the connection keeps the rest until it joins the session again */
  send(connection: Connection, message: ToThread): boolean {
    const state = this.#state
    this.#heardAt = connection.heardAt
    if (state.status === 'asleep') this.#wake(this)
    if (state.status !== 'awake') return false
    state.link.send(connection.number, message)
    return true
  }

  /** The session is being opened. */
  opening(): void {
    if (this.#state.status !== 'closed') this.#state = { status: 'opening' }
  }

  /** The session is open on the thread at the other end of `link`, or was told to sleep and is not idle. */
  opened(link: SessionLink): void {
    const { status } = this.#state
    switch (status) {
      case 'opening':
      case 'dozing':
        this.#state = { status: 'awake', link }
        this.#join(this.#connections, link)
        // Whoever wanted it has left meanwhile. It may have answers to finish, and says so.
        if (status === 'opening' && this.isEmpty) this.doze()
        return
      case 'closed':
        return link.send(sessionsChannel, { type: 'end', session: this.number })
      case 'awake':
      case 'asleep':
    }
  }

  /** The session has nothing to do: lets it sleep. */
  doze(): void {
    const state = this.#state
    if (state.status !== 'awake') return
    this.#state = { status: 'dozing', link: state.link }
    // Order: whatever was sent before this reaches the session before it, and then it does not sleep.
    state.link.send(sessionsChannel, { type: 'sleep', session: this.number })
  }

  /** Lets the session begin no further answer. One that is not there yet has to be told when it is. */
  drain(): void {
    const state = this.#state
    if (state.status === 'awake') state.link.send(sessionsChannel, { type: 'drain', session: this.number })
  }

  /** Ends what it is asked for, and has it sleep in any case; one that is not there yet goes on. */
  stop(): void {
    const state = this.#state
    if (state.status !== 'awake' && state.status !== 'dozing') return
    this.#state = { status: 'dozing', link: state.link }
    state.link.send(sessionsChannel, { type: 'stop', session: this.number })
  }

  asleep(): void {
    if (this.#state.status === 'closed') return
    this.#state = { status: 'asleep' }
    for (const connection of this.#connections) connection.sessionSlept()
  }

  /** The session is gone from its thread with what had been sent to it and was not kept. */
  lost(): void {
    if (this.#state.status === 'closed') return
    this.#state = { status: 'opening' }
    for (const connection of this.#connections) connection.sessionLost()
  }

  /** Ends the session on its thread. Idempotent. */
  close(): void {
    const state = this.#state
    if (state.status === 'awake' || state.status === 'dozing') state.link.send(sessionsChannel, { type: 'end', session: this.number })
    this.#state = { status: 'closed' }
  }

  /** Closes all connections with the error's close code. */
  disconnect(code: ErrorCode): void {
    for (const connection of this.#connections) connection.fail(code)
  }

  /** Order: all of them before what any of them has to tell, so that all of them see what comes of it. */
  #join(connections: Iterable<Connection>, link: SessionLink): void {
    for (const connection of connections) connection.join(link, this.number)
    for (const connection of connections) connection.tellHeld(link)
  }
}
