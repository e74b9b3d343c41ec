import {
  closeCodes,
  decodeServerMessage,
  encodeClientMessage,
  subprotocol,
  type ClientMessage,
  type EventEnvelope,
  type Hello,
  type ServerMessage,
} from '@tutor/protocol'
import { closeReasonOf, ConnectionError, describeClose, type CloseReason } from './connection-error.ts'
import type { Conversation, ConversationListener } from './conversation.ts'
import { Listeners } from './listeners.ts'
import { PingQueue } from './ping-queue.ts'
import type { WebSocketConstructor, WebSocketLike } from './web-socket-like.ts'

export interface ConnectOptions {
  /** Hears everything from the hello on, so that nothing falls between `open` and a later `listen`. */
  readonly listener?: ConversationListener
  /** How long connection and hello may take, in milliseconds. */
  readonly deadlineMs?: number
  /** Gives up connecting, and rejects with its reason. */
  readonly signal?: AbortSignal
  /** Used in place of the global `WebSocket`. */
  readonly WebSocket?: WebSocketConstructor
}

/** Above this many unsent bytes {@link TutorConnection.drained} waits. */
const fullBufferBytes = 1024 * 1024
/** A WebSocket has no event for a buffer that empties, so it is looked at this often. */
const bufferPollMs = 10
/** How long `close` waits for the server's close frame. */
const closeDeadlineMs = 2_000

/** A conversation with a gateway over one WebSocket. It ends with its socket. */
export class TutorConnection implements Conversation, AsyncDisposable {
  readonly hello: Hello
  readonly #socket: WebSocketLike
  readonly #listeners = new Listeners()
  readonly #pings = new PingQueue()
  readonly #socketClosed = Promise.withResolvers<void>()
  #seq: number

  /**
   * @param url `ws://host:port/ws/{client_id}`
   * @throws ConnectionError `connect_failed`; the signal's reason
   */
  static async open(url: string, options: ConnectOptions = {}): Promise<TutorConnection> {
    options.signal?.throwIfAborted()
    const opened = Promise.withResolvers<TutorConnection>()
    let waiting = true
    const giveUp = (reason: unknown) => {
      waiting = false
      opened.reject(reason)
    }
    const fail = (detail: string, cause?: unknown) =>
      giveUp(new ConnectionError('connect_failed', `Cannot connect to ${url}: ${detail}`, { cause }))
    const socket = createSocket(url, options.WebSocket ?? WebSocket)
    socket.addEventListener('error', (event) => fail(describeFailure(event), event))
    socket.addEventListener('close', (event) => fail(`it was closed, ${describeClose(closeReasonOf(event))}.`))
    socket.addEventListener('message', ({ data }) => {
      if (!waiting) return
      waiting = false
      const hello = readHello(socket, data)
      // Made here and not after the await: the next frame may follow in the same turn of the event loop.
      if (hello) opened.resolve(new TutorConnection(socket, hello, options.listener))
      else fail(`the server does not speak ${subprotocol}.`)
    })
    const deadline = setTimeout(() => fail('it took too long.'), options.deadlineMs ?? 10_000)
    const onAbort = () => giveUp(options.signal?.reason)
    options.signal?.addEventListener('abort', onAbort)
    try {
      return await opened.promise
    } catch (error) {
      socket.close()
      throw error
    } finally {
      clearTimeout(deadline)
      options.signal?.removeEventListener('abort', onAbort)
    }
  }

  private constructor(socket: WebSocketLike, hello: Hello, listener: ConversationListener | undefined) {
    this.#socket = socket
    this.hello = hello
    this.#seq = hello.seq
    if (listener) this.#listeners.add(listener)
    socket.addEventListener('message', ({ data }) => this.#receive(data))
    socket.addEventListener('close', (event) => {
      this.#end(closedError(closeReasonOf(event)))
      this.#socketClosed.resolve()
    })
    this.#listeners.receive(hello)
  }

  /** @throws ConnectionError the reason why the connection ended */
  send(message: ClientMessage): void {
    this.#listeners.assertOpen()
    this.#socket.send(encodeClientMessage(message))
  }

  listen(listener: ConversationListener): () => void {
    return this.#listeners.add(listener)
  }

  async drained(): Promise<void> {
    this.#listeners.assertOpen()
    while (this.#socket.bufferedAmount > fullBufferBytes) {
      await new Promise((resolve) => setTimeout(resolve, bufferPollMs))
      this.#listeners.assertOpen()
    }
  }

  /**
   * Asks the server for a sign of life.
   *
   * @returns the round trip in milliseconds
   * @throws ConnectionError `ping_timeout`, or the reason why the connection ended
   */
  async ping(deadlineMs = 5_000): Promise<number> {
    this.#listeners.assertOpen()
    this.#socket.send(encodeClientMessage({ type: 'ping' }))
    return this.#pings.wait(deadlineMs)
  }

  async close(): Promise<void> {
    this.#end(closedError(closeReasonOf({ code: closeCodes.normal, reason: '' })))
    const deadline = setTimeout(this.#socketClosed.resolve, closeDeadlineMs)
    await this.#socketClosed.promise
    clearTimeout(deadline)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #receive(data: unknown): void {
    if (this.#listeners.ended) return
    const message = this.#accept(data)
    if (message) this.#listeners.receive(message)
  }

  #accept(data: unknown): ServerMessage | undefined {
    try {
      const message = decodeFrame(data)
      if (message.type === 'event') this.#follow(message)
      if (message.type === 'pong') this.#pings.answer()
      return message
    } catch (error) {
      this.#end(error as ConnectionError)
      return undefined
    }
  }

  #follow({ epoch, seq }: EventEnvelope): void {
    const expected = `${this.hello.epoch}/${this.#seq + 1}`
    if (epoch !== this.hello.epoch || seq !== this.#seq + 1) {
      throw new ConnectionError('sequence_gap', `The next event is ${expected}, but the server sent ${epoch}/${seq}.`)
    }
    this.#seq = seq
  }

  #end(reason: ConnectionError): void {
    if (!this.#listeners.end(reason)) return
    this.#pings.fail(reason)
    this.#socket.close(closeCodes.normal)
  }
}

function closedError(close: CloseReason): ConnectionError {
  return new ConnectionError('connection_closed', `The connection was closed, ${describeClose(close)}.`, { close })
}

function createSocket(url: string, Constructor: WebSocketConstructor): WebSocketLike {
  try {
    return new Constructor(url, subprotocol)
  } catch (cause) {
    throw new ConnectionError('connect_failed', `Cannot connect to ${url}: it is not a WebSocket address.`, { cause })
  }
}

function readHello(socket: WebSocketLike, data: unknown): Hello | undefined {
  if (socket.protocol !== subprotocol) return undefined
  try {
    const message = decodeFrame(data)
    return message.type === 'hello' ? message : undefined
  } catch {
    return undefined
  }
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
