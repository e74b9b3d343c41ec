import { errorTable, closeCodes, limits, pingFrame, pongFrame, reportOf, type ErrorCode } from '@tutor/protocol'
import type { DialectName } from '@tutor/session'
import type { ConnectionTable } from './connection-table.ts'
import { frameDropped, type Socket, type SocketHandler } from './listener.ts'
import type { SessionHandle } from './session-handle.ts'
import type { SessionRegistry } from './session-registry.ts'

export interface ConnectionOptions {
  /** The connection's channel on its thread's link. */
  readonly number: number
  readonly clientId: string
  readonly dialect: DialectName
  readonly registry: SessionRegistry
  readonly table: ConnectionTable
}

type ConnectionState =
  | { readonly status: 'upgrading' }
  | { readonly status: 'joining'; readonly socket: Socket }
  | { readonly status: 'open'; readonly socket: Socket; readonly session: SessionHandle }
  | { readonly status: 'closed' }

/** One client's socket and its place at a session. */
export class Connection implements SocketHandler {
  readonly number: number
  readonly dialect: DialectName
  readonly #options: ConnectionOptions
  #state: ConnectionState = { status: 'upgrading' }

  constructor(options: ConnectionOptions) {
    this.number = options.number
    this.dialect = options.dialect
    this.#options = options
  }

  opened(socket: Socket): void {
    const { clientId, registry, table } = this.#options
    this.#state = { status: 'joining', socket }
    table.add(this)
    try {
      const session = registry.join(clientId, this)
      if (this.#state.status === 'joining') this.#state = { status: 'open', socket, session }
      // It failed while it joined: the session must not go on for it alone.
      else registry.leave(session, this)
    } catch (error) {
      this.fail(reportOf(error, 'session_failed').code)
    }
  }

  text(bytes: ArrayBuffer): void {
    const state = this.#state
    if (state.status !== 'open') return
    if (bytes.byteLength > limits.messageBytes) return this.fail('message_too_large')
    const frame = Buffer.from(bytes).toString()
    if (frame === pingFrame && this.dialect === 'native') this.deliver(pongFrame)
    else state.session.send(this, frame)
  }

  binary(): void {
    if (this.#state.status === 'open') this.#state.session.send(this, { type: 'refuse', code: 'binary_unsupported' })
  }

  /** Sends a text frame to the client. One that does not take what it is sent is closed: a gap must never be silent. */
  deliver(frame: string): void {
    const state = this.#state
    if (state.status !== 'open' && state.status !== 'joining') return
    if (state.socket.send(frame) === frameDropped) this.fail('slow_reader')
  }

  /** Closes the connection with the error's close code, its name as the reason. Idempotent. */
  fail(code: ErrorCode): void {
    const state = this.#state
    if (state.status !== 'open' && state.status !== 'joining') return
    this.closed()
    state.socket.end(errorTable[code].close ?? closeCodes.internalError, code)
  }

  closed(): void {
    const state = this.#state
    this.#state = { status: 'closed' }
    this.#options.table.remove(this)
    if (state.status === 'open') this.#options.registry.leave(state.session, this)
  }
}
