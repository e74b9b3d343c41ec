import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { closeCodes } from '@tutor/protocol'
import { encodeClientFrame, opcodes } from './frame.ts'
import { FrameReader } from './frame-reader.ts'
import { Handshake } from './handshake.ts'
import { LoadFailure } from './load-failure.ts'
import type { Target } from './target.ts'

export interface ConnectionListener {
  /** Called once, before the first message. */
  opened(connection: Connection): void
  /** A whole message. The buffer is only valid until the call returns. */
  message(payload: Buffer): void
  pong(): void
  /** Called once, when the connection has ended without being asked to. */
  lost(failure: LoadFailure): void
}

export interface ConnectionPlan {
  readonly target: Target
  readonly clientId: string
  /** `undefined` asks for none. */
  readonly subprotocol: string | undefined
}

type State =
  | { readonly kind: 'opening'; readonly handshake: Handshake; readonly opened: PromiseWithResolvers<void> }
  | { readonly kind: 'open' }
  | { readonly kind: 'closing' }
  | { readonly kind: 'ended' }

const handshakeMs = 30_000
const closeMs = 5_000
const closeFrame = encodeClientFrame(opcodes.close, Buffer.from([closeCodes.normal >> 8, closeCodes.normal & 0xff]))

// One read buffer for all connections: a read is handled to its end before libuv begins the next one.
const readBuffer = Buffer.allocUnsafe(65_536)

/**
 * A WebSocket client that costs its process as little as Node allows: no streams on the way in, frames built by the
 * caller on the way out.
 */
export class Connection {
  readonly #socket: Socket
  readonly #listener: ConnectionListener
  readonly #frames: FrameReader
  #state: State

  /**
   * @throws LoadFailure `connect_failed`, `handshake_refused` or `connection_lost`
   */
  static async open(plan: ConnectionPlan, listener: ConnectionListener): Promise<void> {
    const opened = Promise.withResolvers<void>()
    const connection = new Connection(plan, listener, opened)
    const late = new LoadFailure(
      'connect_failed',
      `The server did not complete a handshake within ${handshakeMs / 1000} s.`,
    )
    const timer = setTimeout(() => connection.#end(late), handshakeMs)
    try {
      await opened.promise
    } finally {
      clearTimeout(timer)
    }
  }

  private constructor(plan: ConnectionPlan, listener: ConnectionListener, opened: PromiseWithResolvers<void>) {
    const handshake = new Handshake(plan.target, plan.clientId, plan.subprotocol)
    this.#listener = listener
    this.#state = { kind: 'opening', handshake, opened }
    this.#frames = new FrameReader({
      message: (payload) => listener.message(payload),
      ping: (payload) => this.send(encodeClientFrame(opcodes.pong, payload)),
      pong: () => listener.pong(),
      close: (code) => this.#closed(code),
    })
    this.#socket = connect({
      host: plan.target.host,
      port: plan.target.port,
      noDelay: true,
      onread: { buffer: readBuffer, callback: (bytes) => this.#read(readBuffer.subarray(0, bytes)) },
    })
    this.#socket.on('connect', () => this.#socket.write(handshake.request))
    this.#socket.on('error', (cause) => {
      const code = this.#state.kind === 'opening' ? 'connect_failed' : 'connection_lost'
      this.#end(new LoadFailure(code, cause.message, { cause }))
    })
    this.#socket.on('close', () => this.#end(new LoadFailure('connection_lost', 'The server ended the connection.')))
  }

  /** Sends a whole frame; does nothing unless the connection is open. */
  send(frame: Buffer): void {
    if (this.#state.kind === 'open') this.#socket.write(frame)
  }

  /** Says goodbye and waits for the server to do so too, for 5 s at most. */
  async close(): Promise<void> {
    if (this.#state.kind === 'ended') return
    if (this.#state.kind === 'open') this.#socket.end(closeFrame)
    this.#state = { kind: 'closing' }
    const timer = setTimeout(() => this.#socket.destroy(), closeMs)
    if (!this.#socket.closed) await once(this.#socket, 'close')
    clearTimeout(timer)
  }

  #read(bytes: Buffer): boolean {
    try {
      if (this.#state.kind === 'open') this.#frames.push(bytes)
      else if (this.#state.kind === 'opening') this.#advance(this.#state, bytes)
    } catch (cause) {
      this.#end(cause instanceof LoadFailure ? cause : new LoadFailure('frame_invalid', String(cause), { cause }))
    }
    return true
  }

  #advance(state: Extract<State, { kind: 'opening' }>, bytes: Buffer): void {
    const rest = state.handshake.push(bytes)
    if (rest === undefined) return
    this.#state = { kind: 'open' }
    this.#listener.opened(this)
    state.opened.resolve()
    if (rest.length > 0) this.#frames.push(rest)
  }

  #closed(code: number): void {
    this.#end(new LoadFailure('connection_lost', `The server closed the connection with code ${code}.`))
  }

  #end(failure: LoadFailure): void {
    const state = this.#state
    this.#state = { kind: 'ended' }
    this.#socket.destroy()
    if (state.kind === 'opening') state.opened.reject(failure)
    if (state.kind === 'open') this.#listener.lost(failure)
  }
}
