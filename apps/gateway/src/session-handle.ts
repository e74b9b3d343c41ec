import type { ErrorCode } from '@tutor/protocol'
import type { Connection } from './connection.ts'
import { sessionsChannel, type ToThread } from './thread-messages.ts'
import type { SessionLink } from './worker-pool.ts'

/** Messages that may wait while a session opens; a connection that sends more by then is closed. */
const maxWaiting = 256

type HandleState =
  | { readonly status: 'opening'; readonly waiting: [connection: number, message: ToThread][] }
  | { readonly status: 'awake'; readonly link: SessionLink }
  | { readonly status: 'closed' }

/** A session as the gateway sees it: the connections that belong to it and the way to its thread. */
export class SessionHandle {
  readonly clientId: string
  /** Names the session on its thread; never used twice in the life of the process. */
  readonly number: number
  readonly #connections = new Set<Connection>()
  #state: HandleState = { status: 'opening', waiting: [] }

  constructor(clientId: string, number: number) {
    this.clientId = clientId
    this.number = number
  }

  get isEmpty(): boolean {
    return this.#connections.size === 0
  }

  attach(connection: Connection): void {
    this.#connections.add(connection)
    this.send(connection, { type: 'attach', session: this.number, dialect: connection.dialect })
  }

  detach(connection: Connection): void {
    this.#connections.delete(connection)
    this.send(connection, { type: 'detach' })
  }

  /** Sends to the session on behalf of a connection; in order, also while the session opens. */
  send(connection: Connection, message: ToThread): void {
    const state = this.#state
    switch (state.status) {
      case 'awake':
        return state.link.send(connection.number, message)
      case 'opening':
        if (state.waiting.length < maxWaiting) state.waiting.push([connection.number, message])
        else connection.fail('server_overloaded')
        return
      case 'closed':
    }
  }

  /** The session is open on the thread at the other end of `link`. */
  opened(link: SessionLink): void {
    const state = this.#state
    switch (state.status) {
      case 'opening':
        this.#state = { status: 'awake', link }
        for (const [connection, message] of state.waiting) link.send(connection, message)
        return
      case 'closed':
        // Its last client left while it was opening.
        link.send(sessionsChannel, { type: 'close', session: this.number })
        return
      case 'awake':
    }
  }

  /** Ends the session on its thread. Idempotent. */
  close(): void {
    if (this.#state.status === 'awake') this.#state.link.send(sessionsChannel, { type: 'close', session: this.number })
    this.#state = { status: 'closed' }
  }

  /** Closes all connections with the error's close code. */
  disconnect(code: ErrorCode): void {
    for (const connection of this.#connections) connection.fail(code)
  }
}
