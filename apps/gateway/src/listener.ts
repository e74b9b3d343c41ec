import { loadUws, type HttpRequest, type HttpResponse, type TemplatedApp, type us_listen_socket, type us_socket_context_t, type Uws } from '@tutor/uws'
import { setTimeout as delay } from 'node:timers/promises'
import { log } from './log.ts'
import { readBody } from './read-body.ts'

/** A client's WebSocket, so much of it as we use. Not to be touched after its handler was told that it is closed. */
export interface Socket {
  /** @returns {@link sent} when it has left, 0 when it waits for the client, 2 when far too much waits already and it was dropped */
  send(frame: string): number
  /** Bytes that wait for the client to take them. */
  getBufferedAmount(): number
  /** Lets what `write` sends leave together. */
  cork(write: () => void): void
  /** Asks the client's socket layer for a sign of life; the handler is `signalled` when it answers. */
  ping(): void
  /** Sends a close frame; the handler's `closed` is called before this returns. */
  end(code: number, reason: string): void
  /** Cuts the connection without a word; the handler's `closed` is called before this returns. */
  close(): void
}

export const sent = 1

/** What happens on one WebSocket, in this order: `opened` once, messages, `closed` once; only `closed` for one that never came to be. */
export interface SocketHandler {
  opened(socket: Socket): void
  /** @param bytes UTF-8, checked; only valid during the call */
  text(bytes: ArrayBuffer): void
  /** @param bytes how many there were */
  binary(bytes: number): void
  /** The client's socket layer has sent a ping, and was answered, or has answered one. @param bytes how many came with it */
  signalled(bytes: number): void
  closed(): void
}

/** Who sends a request, so far as it can be told before it is known whether to believe it. */
export interface RequestOrigin {
  /** The peer of the socket: an IP address, IPv6 in full length. */
  readonly address: string
  /** The header `X-Forwarded-For`, or empty. Only to be believed when a proxy of ours is the peer. */
  readonly forwardedFor: string
  /** The header `Origin`, or empty: browsers send it, and pages cannot change it. */
  readonly origin: string
  /** The header `Authorization`, or empty. */
  readonly authorization: string
}

/** What a request for a WebSocket says. */
export interface UpgradeRequest extends RequestOrigin {
  /** The path without its query, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly subprotocols: readonly string[]
}

/** A request that is not for a WebSocket. */
export interface PlainRequest extends RequestOrigin {
  readonly method: string
  /** The path without its query, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  /** The headers `Accept`, `Accept-Encoding` and `If-None-Match`, or empty. */
  readonly wants: { readonly types: string; readonly encodings: string; readonly unless: string }
  /** Aborts when the client goes away before it was answered. */
  readonly gone: AbortSignal
  /**
   * Reads the body; has to be called before the handler of the request awaits anything. Rejects when `gone` aborts.
   *
   * @param admit is told of the bytes of each piece before it is kept; what it throws ends the reading and is what it rejects with
   * @returns `undefined` as soon as it is known that there are more than `maxBytes`
   */
  readBody(maxBytes: number, admit: (bytes: number) => void): Promise<Uint8Array | undefined>
}

export interface HttpReply {
  readonly status: number
  /** Bytes are sent as they are, a text as such, anything else as JSON; a header `content-type` says otherwise. */
  readonly body: string | object | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export type Upgrade = { readonly handler: SocketHandler; readonly subprotocol?: string } | { readonly refused: HttpReply }

interface Address {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

export interface ListenerOptions extends Address {
  /** How long to wait for a port that another process has, in ms. */
  readonly waitMs: number
  /** Sockets that may be open without being WebSockets, or before they are. A further one is cut as it comes. */
  readonly maxPlainSockets: number
  /** A larger message cuts the connection without a word; the handler can be polite to smaller ones. */
  readonly hardMessageLimit: number
  /** Seconds without a sign of life, a pong included, after which a connection is closed; within 4 s more. At least 8. */
  readonly idleTimeout: number
  /** Decides at once where it can. MUST NOT reject. */
  upgrade(request: UpgradeRequest): Upgrade | Promise<Upgrade>
  /** Answers any request that is not for a WebSocket. May only reject once the client is gone. */
  request(request: PlainRequest): HttpReply | Promise<HttpReply>
}

export interface Listener {
  readonly port: number
  /** Takes no new connections; those that are open stay. Idempotent. */
  close(): void
}

/** Bytes that wait for a client, beyond which it is one that reads too slowly. */
export const maxBufferedBytes = 1024 * 1024

/** Beyond this uWebSockets.js drops frames without a word, a close frame as well: more than `maxBufferedBytes` and what is sent at once. */
const maxBackpressure = 4 * maxBufferedBytes

/**
 * Seconds in which a request has to be there and its answer to be taken, or the next one to come. The socket layer looks
 * every 4 s, so that it may be 2 more. It counts from the first byte on: one byte a second is no way out.
 */
const httpIdleS = 10

interface UserData {
  readonly handler: SocketHandler
}

/** The address cannot be had. The message is for the operator. */
class ListenError extends Error {
  override readonly name = 'ListenError'
}

/** A port that has to become free is tried again after so long, in ms. */
const lookAgainMs = 20

/** Opens the port. @throws ListenError */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const uws = loadUws()
  const app = uws.App()
  limitIdleHttp(app)
  addWebSocket(app, options, countPlainSockets(app, options.maxPlainSockets))
  addHttp(app, options)
  const address = { host: options.host, port: options.port || findFreePort(uws, options) }
  const giveUpAt = performance.now() + options.waitMs
  let listener = await takePort(uws, app, address)
  if (!listener && options.waitMs > 0) log.info({ ...address, waitMs: options.waitMs }, 'waiting for the server that has the port')
  while (!listener && performance.now() < giveUpAt) {
    await delay(lookAgainMs)
    listener = await takePort(uws, app, address)
  }
  if (listener) return listener
  throw new ListenError(`Cannot listen on ${options.host} port ${options.port}: the port is in use, or the address is not one of this machine. HOST and PORT choose others.`)
}

function takePort(uws: Uws, app: TemplatedApp, address: Address): Promise<Listener | undefined> {
  return new Promise((resolve) => {
    listenAlone(app, address, (token) => resolve(token ? openListener(uws, token) : undefined))
  })
}

/**
 * The socket layer lets a port be taken again at once (SO_REUSEADDR) only where it was asked for by number: on a port that
 * the system chose, a server that died could not be replaced for a minute.
 */
function findFreePort(uws: Uws, options: ListenerOptions): number {
  let port = 0
  listenAlone(uws.App(), options, (token) => {
    if (!token) return
    port = uws.us_socket_local_port(token)
    uws.us_listen_socket_close(token)
  })
  return port
}

/** Without the option a second server on the port would share its connections. The declarations lack this overload. */
function listenAlone(app: TemplatedApp, { host, port }: Address, done: (token: us_listen_socket | false) => void): void {
  const exclusivePort = 1
  const arguments_ = [host, port, exclusivePort, done] as unknown as [host: string, port: number, done: () => void]
  app.listen(...arguments_)
}

function openListener(uws: Uws, token: us_listen_socket): Listener {
  const port = uws.us_socket_local_port(token)
  let open = true
  return {
    port,
    close() {
      if (open) uws.us_listen_socket_close(token)
      open = false
    },
  }
}

/** The declarations lack it, and upstream has no such method: there it is always 10 s. In this build it would be 30. */
function limitIdleHttp(app: TemplatedApp & { setIdleTimeout?: (seconds: number) => void }): void {
  app.setIdleTimeout?.(httpIdleS)
}

/** @returns to be called for a socket that becomes a WebSocket: the socket layer counts it no more, and tells nobody */
function countPlainSockets(app: TemplatedApp, most: number): () => void {
  let open = 0
  app.filter((response, change) => {
    open += Number(change)
    if (Number(change) > 0 && open > most) response.close()
  })
  return () => void open--
}

function addWebSocket(app: TemplatedApp, options: ListenerOptions, upgraded: () => void): void {
  app.ws<UserData>('/*', {
    maxPayloadLength: options.hardMessageLimit,
    maxBackpressure,
    idleTimeout: options.idleTimeout,
    sendPingsAutomatically: true,
    upgrade: (response, request, context) => upgrade({ response, request, context, upgraded }, options),
    open: (ws) => ws.getUserData().handler.opened(ws),
    message: (ws, message, isBinary) => {
      const { handler } = ws.getUserData()
      if (isBinary) handler.binary(message.byteLength)
      else handler.text(message)
    },
    ping: (ws, message) => ws.getUserData().handler.signalled(message.byteLength),
    pong: (ws, message) => ws.getUserData().handler.signalled(message.byteLength),
    close: (ws) => ws.getUserData().handler.closed(),
  })
}

interface PendingUpgrade {
  readonly response: HttpResponse
  readonly request: HttpRequest
  readonly context: us_socket_context_t
  readonly upgraded: () => void
}

/** Order: everything is read from the request before anything is awaited; it is gone when this returns. */
function upgrade({ response, request, context, upgraded }: PendingUpgrade, options: ListenerOptions): void {
  const key = request.getHeader('sec-websocket-key')
  const extensions = request.getHeader('sec-websocket-extensions')
  const subprotocols = request.getHeader('sec-websocket-protocol').split(',').map((each) => each.trim()).filter(Boolean)
  const { path, query, ...origin } = copyTarget(request, response)
  const finish = (decision: Upgrade): void => {
    if ('refused' in decision) return reply(response, decision.refused)
    upgraded()
    response.upgrade<UserData>({ handler: decision.handler }, key, decision.subprotocol ?? '', extensions, context)
  }
  const decision = options.upgrade({ path, query, subprotocols, ...origin })
  if (!(decision instanceof Promise)) return finish(decision)
  let gone = false
  response.onAborted(() => (gone = true))
  void decision.then((late) => {
    if (!gone) response.cork(() => finish(late))
    else if ('handler' in late) late.handler.closed()
  })
}

function addHttp(app: TemplatedApp, options: ListenerOptions): void {
  app.any('/*', (response, request) => {
    const gone = new AbortController()
    response.onAborted(() => gone.abort())
    const plain = copyRequest(request, response, gone.signal)
    const answer = options.request(plain)
    if (!(answer instanceof Promise)) return reply(response, answer, plain.method)
    answer.then(
      (late) => {
        if (!gone.signal.aborted) response.cork(() => reply(response, late, plain.method))
      },
      (error: unknown) => {
        if (!gone.signal.aborted) throw error
      },
    )
  })
}

/** What every request says of its sender and its target; the native request is only readable until its handler returns. */
function copyTarget(request: HttpRequest, response: HttpResponse): RequestOrigin & { readonly path: string; readonly query: URLSearchParams } {
  return {
    path: request.getUrl(),
    query: new URLSearchParams(request.getQuery()),
    address: Buffer.from(response.getRemoteAddressAsText()).toString(),
    forwardedFor: request.getHeader('x-forwarded-for'),
    origin: request.getHeader('origin'),
    authorization: request.getHeader('authorization'),
  }
}

function copyRequest(request: HttpRequest, response: HttpResponse, gone: AbortSignal): PlainRequest {
  const announced = Number(request.getHeader('content-length'))
  return {
    ...copyTarget(request, response),
    method: request.getCaseSensitiveMethod(),
    wants: { types: request.getHeader('accept'), encodings: request.getHeader('accept-encoding'), unless: request.getHeader('if-none-match') },
    gone,
    async readBody(maxBytes, admit) {
      // The socket layer throws away what is not read of a body.
      return announced > maxBytes ? undefined : readBody(response, gone, { maxBytes, admit })
    },
  }
}

function reply(response: HttpResponse, { status, body, headers = {} }: HttpReply, method?: string): void {
  const content = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  response.writeStatus(String(status))
  if (headers['content-type'] === undefined) response.writeHeader('content-type', typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json')
  for (const [name, value] of Object.entries(headers)) response.writeHeader(name, value)
  if (method === 'HEAD') response.endWithoutBody(Buffer.byteLength(content))
  else response.end(content)
}
