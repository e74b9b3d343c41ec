import {
  closeCodes,
  encodeClientMessage,
  TutorError,
  type Hello,
  type Position,
  type ServerMessage,
} from '@tutor/protocol'
import { awaitTicket } from './await-ticket.ts'
import { defaultBackoff, waitBefore, type Backoff } from './backoff.ts'
import { systemClock, type Clock } from './clock.ts'
import { closedError, closeReasonOf, ConnectionError } from './connection-error.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Conversation, ConversationListener, Utterance } from './conversation.ts'
import { Cursor } from './cursor.ts'
import { defaultHeartbeat, type HeartbeatTimes } from './heartbeat.ts'
import { Listeners } from './listeners.ts'
import { mayConnectAgain } from './may-connect-again.ts'
import { Outbox } from './outbox.ts'
import { TutorSocket } from './tutor-socket.ts'
import type { WebSocketConstructor } from './web-socket-like.ts'

export interface ConnectOptions {
  /** Hears everything from the hello on, so that nothing falls between `open` and a later `listen`. */
  readonly listener?: ConversationListener
  /** The last event that is there already: all events after it follow. Without it, those after the hello do. */
  readonly from?: Position
  /**
   * Shows who this is, where the server asks: see `requestTicket`. Asked anew at each attempt to connect, which fails where
   * it rejects. A TutorError that is not retryable ends the connection.
   */
  readonly ticket?: () => Promise<string>
  /** How long each attempt to get a ticket, and then a socket and a hello may take, in milliseconds. */
  readonly deadlineMs?: number
  /** How long `open` goes on trying after a failure, in milliseconds. It gives up at once unless told otherwise. */
  readonly keepTryingMs?: number
  /** How long the connection may be away before it is given up, in milliseconds: for ever unless told otherwise. */
  readonly giveUpAfterMs?: number
  /** Gives up connecting, and rejects with its reason. */
  readonly signal?: AbortSignal
  /** Used in place of the global `WebSocket`. */
  readonly WebSocket?: WebSocketConstructor
  readonly backoff?: Partial<Backoff>
  readonly heartbeat?: HeartbeatTimes
  /** For tests. */
  readonly clock?: Clock
}

/** Above this many unsent bytes {@link TutorConnection.drained} waits. */
const fullBufferBytes = 1024 * 1024
/** A WebSocket has no event for a buffer that empties, so it is looked at this often. */
const bufferPollMs = 10

/**
 * A conversation with a gateway. It outlives its sockets: it connects again, resumes behind the last event it has, and
 * sends again what was not confirmed. Of the learner's messages none is lost or answered twice meanwhile.
 */
export class TutorConnection implements Conversation, AsyncDisposable {
  readonly #url: string
  readonly #options: ConnectOptions
  readonly #clock: Clock
  readonly #backoff: Backoff
  readonly #listeners = new Listeners()
  readonly #outbox = new Outbox()
  readonly #cursor: Cursor
  #state: ConnectionState = { kind: 'connecting' }
  #socket: TutorSocket | undefined
  #hello: Hello | undefined
  /** Settles at the next hello, or at the end. */
  #greeted = Promise.withResolvers<void>()
  #greetedAt: number | undefined
  /** Connections that were lost in a row. */
  #losses = 0
  /** Since when it has not been live. */
  #lostAt: number | undefined
  /** The server has said that it is about to close the socket. */
  #serverStops = false
  #cancelRetry: () => void = () => undefined
  #cancelSending: () => void = () => undefined

  /**
   * @param url `ws://host:port/ws/{client_id}`
   * @throws ConnectionError `connect_failed`; the signal's reason
   */
  static async open(url: string, options: ConnectOptions = {}): Promise<TutorConnection> {
    const { signal } = options
    signal?.throwIfAborted()
    const connection = new TutorConnection(url, options)
    const abandon = () => void (connection.#hello ?? connection.close())
    signal?.addEventListener('abort', abandon)
    try {
      connection.#connect()
      await connection.#greeted.promise
      connection.#listeners.assertOpen()
      return connection
    } catch (error) {
      connection.#end(error as ConnectionError)
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', abandon)
    }
  }

  private constructor(url: string, options: ConnectOptions) {
    this.#url = url
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#backoff = { ...defaultBackoff, ...options.backoff }
    this.#cursor = new Cursor(options.from, (message) => this.#socket?.send(message))
    if (options.listener) this.#listeners.add(options.listener)
  }

  get hello(): Hello {
    if (!this.#hello) throw new Error('The connection is used before it is open')
    return this.#hello
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Of the last event. Kept and given to `open` as `from`, it lets a page go on where it was. */
  get position(): Position {
    return this.#cursor.position ?? { epoch: this.hello.epoch, seq: this.hello.seq }
  }

  /** Runs and aborts that the session has not confirmed yet. */
  get unconfirmed(): number {
    return this.#outbox.size
  }

  /**
   * A run or an abort reaches the session even if there is no connection now. What belongs to an upload does not: it
   * goes with the socket, and the upload has to start anew at the next hello, as `uploadDocument` does.
   *
   * @throws ConnectionError the reason why the connection ended, or `outbox_full`; TutorError `run_id_used` or
   * `message_too_large`
   */
  send(message: Utterance): void {
    this.#listeners.assertOpen()
    const kept = message.type === 'run' || message.type === 'abort'
    if (kept) {
      this.#assertFits(message)
      this.#outbox.add(message)
    }
    if (kept ? this.#cursor.following : this.#cursor.attached) this.#socket?.send(message)
  }

  listen(listener: ConversationListener): () => void {
    return this.#listeners.add(listener)
  }

  async drained(): Promise<void> {
    for (;;) {
      this.#listeners.assertOpen()
      if (!this.#cursor.attached || !this.#socket) await this.#greeted.promise
      else if (this.#socket.bufferedAmount <= fullBufferBytes) return
      else await new Promise((resolve) => setTimeout(resolve, bufferPollMs))
    }
  }

  /**
   * Asks the server for a sign of life.
   *
   * @returns the round trip in milliseconds
   * @throws ConnectionError `ping_timeout`, `offline`, or the reason why the connection or its socket ended
   */
  async ping(deadlineMs = 5_000): Promise<number> {
    this.#listeners.assertOpen()
    if (!this.#socket || this.#state.kind === 'connecting') {
      throw new ConnectionError('offline', 'There is no connection at the moment.')
    }
    return this.#socket.ping(deadlineMs)
  }

  async close(): Promise<void> {
    const reason = closedError(closeReasonOf({ code: closeCodes.normal, reason: '' }))
    this.#end(reason)
    await this.#socket?.close(reason)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** The server closes the connection at a message that is too large, and would do so each time it is sent again. */
  #assertFits(message: Utterance): void {
    const { messageBytes } = this.hello.limits
    if (new TextEncoder().encode(encodeClientMessage(message)).byteLength <= messageBytes) return
    throw new TutorError('message_too_large', `A message may have ${messageBytes} bytes.`)
  }

  #connect(): void {
    this.#become({ kind: 'connecting' })
    const { ticket } = this.#options
    if (!ticket) return this.#openSocket()
    const ticketed = awaitTicket(ticket, { clock: this.#clock, deadlineMs: this.#deadlineMs, url: this.#url })
    ticketed.then((name) => this.#openSocket(name)).catch((reason: ConnectionError) => this.#lose(reason))
  }

  #openSocket(ticket?: string): void {
    // It may have ended while a ticket was on its way.
    if (this.#state.kind === 'closed') return
    const handler = {
      receive: (message: ServerMessage) => this.#receive(message),
      end: (reason: ConnectionError) => this.#lose(reason),
    }
    this.#socket = new TutorSocket(this.#url, handler, {
      WebSocket: this.#options.WebSocket ?? WebSocket,
      clock: this.#clock,
      deadlineMs: this.#deadlineMs,
      heartbeat: this.#options.heartbeat ?? defaultHeartbeat,
      ...(ticket !== undefined && { ticket }),
    })
  }

  #receive(message: ServerMessage): void {
    const wasFollowing = this.#cursor.following
    const counts = this.#accept(message)
    if (message.type === 'hello') this.#greet(message)
    if (message.type === 'recovering') this.#detach()
    if (message.type === 'stopping') this.#serverStops = true
    if (counts) {
      this.#outbox.confirm(message)
      // Before the listeners: what they send now goes its own way.
      if (!wasFollowing) this.#sendKept()
      if (message.type === 'error' && message.ref === undefined) this.#sendKeptLater(message.retryAfterMs)
      this.#listeners.receive(message)
    }
    this.#showProgress()
  }

  #sendKept(): void {
    if (this.#cursor.following) for (const kept of this.#outbox) this.#socket?.send(kept)
  }

  /** The server took in nothing for a while, and cannot say what that was. */
  #sendKeptLater(retryAfterMs: number | undefined): void {
    if (retryAfterMs === undefined) return
    this.#cancelSending()
    this.#cancelSending = this.#clock.after(retryAfterMs + waitBefore(1, this.#backoff), () => this.#sendKept())
  }

  #accept(message: ServerMessage): boolean {
    try {
      return this.#cursor.accept(message)
    } catch (error) {
      this.#end(error as ConnectionError)
      return false
    }
  }

  #greet(hello: Hello): void {
    this.#hello = hello
    this.#greetedAt ??= this.#clock.now()
    this.#greeted.resolve()
  }

  /** Until the next hello nobody is there to talk to. Idempotent. */
  #detach(): void {
    if (this.#greetedAt === undefined) return
    this.#cursor.detach()
    this.#greeted.resolve()
    this.#greeted = Promise.withResolvers()
  }

  #showProgress(): void {
    if (this.#cursor.live) this.#lostAt = undefined
    const live = this.#serverStops ? 'stopping' : 'live'
    const kind = this.#cursor.live ? live : 'recovering'
    if (this.#state.kind !== kind) this.#become({ kind })
  }

  #lose(reason: ConnectionError): void {
    if (this.#state.kind === 'closed') return
    this.#socket = undefined
    this.#serverStops = false
    this.#detach()
    if (reason.close && !mayConnectAgain(reason.close)) {
      return this.#end(this.#hello ? closedError(reason.close) : reason)
    }
    const refused = reason.cause instanceof TutorError && !reason.cause.report().retryable
    if (refused || reason.code === 'frame_invalid') return this.#end(reason)
    const now = this.#clock.now()
    // Where a server fails whenever it is used, a hello alone must not start the waits anew.
    const lasted = this.#greetedAt !== undefined && now - this.#greetedAt > this.#backoff.longestMs
    this.#losses = lasted ? 1 : this.#losses + 1
    this.#greetedAt = undefined
    this.#lostAt ??= now
    const nextAttemptAt = now + reason.retryAfterMs + waitBefore(this.#losses, this.#backoff)
    if (nextAttemptAt - this.#lostAt >= this.#patienceMs) return this.#end(this.#hello ? gaveUpError(reason) : reason)
    this.#become({ kind: 'offline', attempt: this.#losses, nextAttemptAt, reason })
    this.#cancelRetry = this.#clock.after(nextAttemptAt - now, () => this.#connect())
  }

  get #deadlineMs(): number {
    return this.#options.deadlineMs ?? 10_000
  }

  get #patienceMs(): number {
    return this.#hello ? (this.#options.giveUpAfterMs ?? Infinity) : (this.#options.keepTryingMs ?? 0)
  }

  #become(state: ConnectionState): void {
    if (this.#state.kind === 'closed') return
    this.#state = state
    this.#listeners.changeState(state)
  }

  #end(reason: ConnectionError): void {
    if (this.#state.kind === 'closed') return
    this.#cancelRetry()
    this.#cancelSending()
    this.#become({ kind: 'closed', reason })
    this.#listeners.end(reason)
    this.#greeted.resolve()
    void this.#socket?.close(reason)
  }
}

function gaveUpError(reason: ConnectionError): ConnectionError {
  const message = `The connection was lost and did not come back. ${reason.message}`
  return new ConnectionError('gave_up', message, { cause: reason })
}
