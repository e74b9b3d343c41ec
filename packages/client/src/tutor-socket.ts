import {
  closeCodes,
  decodeServerMessage,
  encodeClientMessage,
  subprotocol,
  type ClientMessage,
  type ErrorMessage,
  type ServerMessage,
} from '@tutor/protocol'
import type { Clock } from './clock.ts'
import { closedError, closeReasonOf, ConnectionError, describeClose, type CloseReason } from './connection-error.ts'
import { Heartbeat, type HeartbeatTimes } from './heartbeat.ts'
import { PingQueue } from './ping-queue.ts'
import type { WebSocketConstructor, WebSocketLike } from './web-socket-like.ts'

export interface TutorSocketOptions {
  readonly WebSocket: WebSocketConstructor
  readonly clock: Clock
  /** How long connection and hello may take, in milliseconds. */
  readonly deadlineMs: number
  readonly heartbeat: HeartbeatTimes
  /** Goes with the address, but into no message about it. */
  readonly ticket?: string
}

interface TutorSocketHandler {
  /** Called with the hello first. Pongs are kept back. */
  receive(message: ServerMessage): void
  /** Called once and last, unless the socket was closed by `close`. */
  end(reason: ConnectionError): void
}

/** How long `close` waits for the server's close frame. */
const closeDeadlineMs = 2_000

/** One WebSocket that speaks `tutor.v1`, from its opening to its end. */
export class TutorSocket {
  readonly #url: string
  readonly #socket: WebSocketLike
  readonly #handler: TutorSocketHandler
  readonly #options: TutorSocketOptions
  readonly #pings = new PingQueue()
  readonly #closed = Promise.withResolvers<void>()
  readonly #cancelDeadline: () => void
  #heartbeat: Heartbeat | undefined
  /** Until when the server asks to be left alone. */
  #retryAt = 0
  #state: 'opening' | 'greeted' | 'ended' = 'opening'

  /** @throws ConnectionError `connect_failed` where the address is none */
  constructor(url: string, handler: TutorSocketHandler, options: TutorSocketOptions) {
    this.#url = url
    this.#handler = handler
    this.#options = options
    this.#socket = createSocket(url, options)
    this.#socket.addEventListener('message', ({ data }) => this.#receive(data))
    this.#socket.addEventListener('error', (event) => {
      if (this.#state === 'opening') this.#fail(describeFailure(event), { cause: event })
    })
    this.#socket.addEventListener('close', (event) => {
      this.#closed.resolve()
      this.#hearClose(closeReasonOf(event))
    })
    this.#cancelDeadline = options.clock.after(options.deadlineMs, () => {
      if (this.#state === 'opening') this.#fail('it took too long.')
    })
  }

  /** Bytes that have not left yet. */
  get bufferedAmount(): number {
    return this.#socket.bufferedAmount
  }

  send(message: ClientMessage | { type: 'ping' }): void {
    this.#socket.send(encodeClientMessage(message))
  }

  /**
   * @returns the round trip in milliseconds
   * @throws ConnectionError `ping_timeout`, or why the socket ended
   */
  ping(deadlineMs: number): Promise<number> {
    this.send({ type: 'ping' })
    return this.#pings.wait(deadlineMs)
  }

  /** Idempotent. @param reason what pings that wait are told */
  async close(reason: ConnectionError): Promise<void> {
    this.#finish(reason)
    const deadline = setTimeout(this.#closed.resolve, closeDeadlineMs)
    await this.#closed.promise
    clearTimeout(deadline)
  }

  #receive(data: unknown): void {
    if (this.#state === 'ended') return
    this.#heartbeat?.hear()
    const message = this.#decode(data)
    if (message?.type === 'error') this.#hearError(message)
    if (message?.type === 'pong') this.#pings.answer()
    else if (message && this.#state === 'greeted') this.#handler.receive(message)
  }

  #hearError({ ref, retryAfterMs }: ErrorMessage): void {
    if (ref === undefined && retryAfterMs !== undefined) this.#retryAt = this.#options.clock.now() + retryAfterMs
  }

  #decode(data: unknown): ServerMessage | undefined {
    try {
      const message = decodeFrame(data)
      if (this.#state === 'greeted') return message
      // A session that is being opened (anew) greets when it is there.
      if (message.type === 'recovering' || message.type === 'stopping') return undefined
      // Why it will be closed.
      if (message.type === 'error') return message
      if (message.type !== 'hello' || this.#socket.protocol !== subprotocol) {
        throw new ConnectionError('frame_invalid', 'The server began without a hello.')
      }
      this.#greeted()
      return message
    } catch (error) {
      if (this.#state === 'opening') this.#fail(`the server does not speak ${subprotocol}.`, { cause: error })
      else this.#end(error as ConnectionError)
      return undefined
    }
  }

  #greeted(): void {
    this.#state = 'greeted'
    this.#cancelDeadline()
    const { heartbeat, clock } = this.#options
    const monitored = {
      ping: () => this.ping(heartbeat.deadlineMs).catch(() => undefined),
      die: () => {
        const message = `The server was silent for ${heartbeat.everyMs + heartbeat.deadlineMs} ms.`
        this.#end(new ConnectionError('ping_timeout', message))
      },
    }
    this.#heartbeat = new Heartbeat(monitored, heartbeat, clock)
  }

  #hearClose(close: CloseReason): void {
    const retryAfterMs = Math.max(0, this.#retryAt - this.#options.clock.now())
    if (this.#state === 'opening') this.#fail(`it was closed, ${describeClose(close)}.`, { close, retryAfterMs })
    else this.#end(closedError(close, retryAfterMs))
  }

  #fail(detail: string, options?: ConstructorParameters<typeof ConnectionError>[2]): void {
    this.#end(new ConnectionError('connect_failed', `Cannot connect to ${this.#url}: ${detail}`, options))
  }

  #end(reason: ConnectionError): void {
    if (this.#finish(reason)) this.#handler.end(reason)
  }

  #finish(reason: ConnectionError): boolean {
    if (this.#state === 'ended') return false
    this.#state = 'ended'
    this.#cancelDeadline()
    this.#heartbeat?.stop()
    this.#pings.fail(reason)
    this.#socket.close(closeCodes.normal)
    return true
  }
}

function createSocket(url: string, { WebSocket, ticket }: TutorSocketOptions): WebSocketLike {
  try {
    return new WebSocket(ticket === undefined ? url : withTicket(url, ticket), subprotocol)
  } catch (cause) {
    throw new ConnectionError('connect_failed', `Cannot connect to ${url}: it is not a WebSocket address.`, { cause })
  }
}

function withTicket(url: string, ticket: string): string {
  const address = new URL(url)
  address.searchParams.set('ticket', ticket)
  return address.href
}

/** The `ws` package tells why a connection failed; browsers and Node keep it to themselves. */
function describeFailure(event: unknown): string {
  const { message } = event as { message?: string }
  return `${message || 'nobody answers there, or the server refuses'}.`
}

function decodeFrame(data: unknown): ServerMessage {
  if (typeof data !== 'string') throw new ConnectionError('frame_invalid', 'The server sent a binary frame.')
  try {
    return decodeServerMessage(data)
  } catch (cause) {
    throw new ConnectionError('frame_invalid', `The server sent a frame that is not ${subprotocol}.`, { cause })
  }
}
