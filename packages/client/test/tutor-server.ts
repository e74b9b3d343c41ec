import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  decodeClientMessage,
  EventType,
  limits,
  pingFrame,
  pongFrame,
  subprotocol,
  type AgUiEvent,
  type ClientMessage,
  type Hello,
  type RunMessage,
  type ServerMessage,
} from '@tutor/protocol'
import { WebSocketServer, type WebSocket } from 'ws'

export interface ServerScript {
  /** Called when a client is there and has been greeted. */
  greeted?(peer: Peer): void
  message?(peer: Peer, message: ClientMessage): void
  readonly hello?: Partial<Hello>
  /** Whether pings are answered; they are unless told otherwise. */
  readonly pongs?: boolean
  /** Replaces the greeting. */
  greet?(peer: Peer): void
  /** Chosen in the handshake; `tutor.v1` unless told otherwise. */
  readonly protocol?: string | false
}

/** A real WebSocket server on loopback that speaks as much of `tutor.v1` as a test scripts. */
export class TutorServer implements AsyncDisposable {
  readonly url: string
  /** What each client asked for: the path with its query. */
  readonly targets: string[] = []
  readonly #server: WebSocketServer
  readonly #peers: Peer[] = []
  readonly #waiting: ((peer: Peer) => void)[] = []

  static async start(script: ServerScript = {}): Promise<TutorServer> {
    const handleProtocols = () => script.protocol ?? subprotocol
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols })
    await once(server, 'listening')
    return new TutorServer(server, script)
  }

  private constructor(server: WebSocketServer, script: ServerScript) {
    this.#server = server
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/anna`
    server.on('connection', (socket, { url = '' }) => {
      this.targets.push(url)
      this.#welcome(new Peer(socket, script.hello), script)
    })
  }

  /** The next client that no test has taken yet. */
  peer(): Promise<Peer> {
    const peer = this.#peers.shift()
    return peer ? Promise.resolve(peer) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  #welcome(peer: Peer, script: ServerScript): void {
    if (script.greet) script.greet(peer)
    else peer.send(peer.hello)
    peer.onFrame((frame) => {
      if (frame !== pingFrame) script.message?.(peer, decodeClientMessage(frame))
      else if (script.pongs ?? true) peer.raw(pongFrame)
    })
    script.greeted?.(peer)
    const waiting = this.#waiting.shift()
    if (waiting) waiting(peer)
    else this.#peers.push(peer)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#server.clients) client.terminate()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** The server's end of one connection. */
export class Peer {
  readonly hello: Hello
  readonly socket: WebSocket
  readonly received: ClientMessage[] = []
  readonly closed: Promise<void>
  #seq: number
  readonly #waiting = new Map<string, (message: ClientMessage) => void>()

  constructor(socket: WebSocket, hello: Partial<Hello> | undefined) {
    this.socket = socket
    this.hello = { ...anyHello, ...hello }
    this.#seq = this.hello.seq
    this.closed = once(socket, 'close').then(() => undefined)
    this.onFrame((frame) => {
      if (frame === pingFrame) return
      const message = decodeClientMessage(frame)
      this.received.push(message)
      this.#waiting.get(message.type)?.(message)
    })
  }

  onFrame(listener: (frame: string) => void): void {
    this.socket.on('message', (data: Buffer) => listener(data.toString()))
  }

  /** The next message of this type, or one that came already. */
  async takes<Type extends ClientMessage['type']>(type: Type): Promise<Extract<ClientMessage, { type: Type }>> {
    const message =
      this.received.find((one) => one.type === type) ??
      (await new Promise<ClientMessage>((resolve) => this.#waiting.set(type, resolve)))
    return message as Extract<ClientMessage, { type: Type }>
  }

  raw(frame: string | Buffer): void {
    this.socket.send(frame)
  }

  send(message: ServerMessage): void {
    this.raw(JSON.stringify(message))
  }

  event(event: AgUiEvent): void {
    this.#seq += 1
    this.send({ type: 'event', epoch: this.hello.epoch, seq: this.#seq, event })
  }

  events(events: readonly AgUiEvent[]): void {
    for (const event of events) this.event(event)
  }
}

export const anyHello: Hello = {
  type: 'hello',
  protocol: subprotocol,
  clientId: 'anna',
  epoch: 1,
  seq: 0,
  model: { name: 'scripted', languageModel: false, description: 'Answers what the test says.' },
  limits: { messageBytes: limits.messageBytes, documentBytes: limits.documentBytes, chunkBytes: limits.chunkBytes },
  documents: [],
}

export function runStarted({ runId, message }: Pick<RunMessage, 'runId' | 'message'>): AgUiEvent {
  const user = { id: message.id, role: 'user' as const, content: message.content }
  const input = { threadId: 'anna', runId, messages: [user], tools: [], context: [], state: {}, forwardedProps: {} }
  return { type: EventType.RUN_STARTED, threadId: 'anna', runId, input }
}

export function runFinished(runId: string, outcome: 'success' | 'cancelled' = 'success'): AgUiEvent {
  return { type: EventType.RUN_FINISHED, threadId: 'anna', runId, outcome: { type: outcome } }
}

/** A whole run with a tool call, an answer in several deltas and its citations. */
export function answerTo(run: RunMessage, deltas: readonly string[]): AgUiEvent[] {
  const messageId = `${run.runId}-answer`
  const toolCallId = `${run.runId}-search`
  return [
    runStarted(run),
    { type: EventType.TOOL_CALL_START, toolCallId, toolCallName: 'doc.search' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId, delta: JSON.stringify({ query: run.message.content }) },
    { type: EventType.TOOL_CALL_END, toolCallId },
    { type: EventType.TOOL_CALL_RESULT, messageId: `${toolCallId}-result`, toolCallId, content: '{}' },
    { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' },
    ...deltas.map((delta): AgUiEvent => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta })),
    { type: EventType.TEXT_MESSAGE_END, messageId },
    { type: EventType.CUSTOM, name: 'tutor.citations', value: { messageId, citations: [] } },
    runFinished(run.runId),
  ]
}

export function documentAdded(uploadId: string, name = 'notes.md'): AgUiEvent {
  const document = { id: 'f00d', name, kind: 'markdown', bytes: 7, places: 1 }
  return { type: EventType.CUSTOM, name: 'tutor.document_added', value: { uploadId, document } }
}
