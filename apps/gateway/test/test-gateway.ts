import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeServerMessage, encodeClientMessage, type AgUiEvent, type ClientMessage, type EventEnvelope, type ServerMessage } from '@tutor/protocol'
import type { Clock } from '../src/clock.ts'
import { readConfig, type Config } from '../src/config.ts'
import { startGateway } from '../src/gateway.ts'
import type { ThreadReport } from '../src/supervision/session-thread.ts'

interface Health {
  readonly sessions: number
  readonly asleep: number
  readonly connections: number
  readonly threads: readonly ThreadReport[]
}

export interface TestGateway extends AsyncDisposable {
  readonly http: string
  readonly ws: string
  readonly dataDir: string
  health(): Promise<Health>
  drain(graceMs: number): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** A real gateway on a free port of loopback, with real session threads; its data folder goes with it, unless it is given. */
export async function openGateway(options: Partial<Config> = {}, clock?: Clock): Promise<TestGateway> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'tutor-test-')))
  const gateway = await startGateway({
    ...readConfig({ PORT: '0', STORE: 'memory', AGENT: 'echo', THREADS: '2', MAX_SESSIONS: '1000' }),
    ...options,
    dataDir,
  }, clock)
  const http = `http://127.0.0.1:${gateway.port}`
  return {
    http,
    dataDir,
    ws: `ws://127.0.0.1:${gateway.port}`,
    drain: (graceMs) => gateway.drain(graceMs),
    close: () => gateway.close(),
    health: async () => (await (await fetch(`${http}/healthz`)).json()) as Health,
    async [Symbol.asyncDispose]() {
      await gateway.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true })
    },
  }
}

/** A plain WebSocket whose frames and close can be awaited. */
export class TestSocket implements AsyncDisposable {
  readonly socket: WebSocket
  readonly #frames: string[] = []
  readonly #wake = new Set<() => void>()
  readonly closed: Promise<CloseEvent>

  private constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = once(socket, 'close').then(([event]) => event as CloseEvent)
    socket.addEventListener('message', ({ data }) => {
      this.#frames.push(String(data))
      for (const wake of this.#wake) wake()
    })
    void this.closed.then(() => this.#wake.forEach((wake) => wake()))
  }

  static async open(url: string, subprotocol?: string): Promise<TestSocket> {
    const socket = new TestSocket(new WebSocket(url, subprotocol === undefined ? [] : [subprotocol]))
    await once(socket.socket, 'open')
    return socket
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    this.socket.send(frame)
  }

  /** The next frame. @throws when the socket closes before one comes */
  async next(): Promise<string> {
    while (this.#frames.length === 0) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('closed before a frame came')
      await new Promise<void>((resolve) => this.#wake.add(resolve))
      this.#wake.clear()
    }
    return this.#frames.shift() as string
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close()
    await this.closed
  }
}

/** A socket that speaks `tutor.v1`. */
export class NativeSocket implements AsyncDisposable {
  readonly socket: TestSocket

  private constructor(socket: TestSocket) {
    this.socket = socket
  }

  static async open(url: string): Promise<NativeSocket> {
    return new NativeSocket(await TestSocket.open(url, 'tutor.v1'))
  }

  send(message: ClientMessage | { type: 'ping' }): void {
    this.socket.send(encodeClientMessage(message))
  }

  ask(runId: string, content: string): void {
    this.send({ type: 'run', runId, message: { id: `question-${runId}`, content } })
  }

  async next(): Promise<ServerMessage> {
    return decodeServerMessage(await this.socket.next())
  }

  /** Messages up to and including the first one of the type. */
  async until(matches: (message: ServerMessage) => boolean): Promise<ServerMessage[]> {
    const messages: ServerMessage[] = []
    for (;;) {
      const message = await this.next()
      messages.push(message)
      if (matches(message)) return messages
    }
  }

  /** The envelopes of one run, from RUN_STARTED to its end. */
  async run(runId: string, content: string): Promise<EventEnvelope[]> {
    this.ask(runId, content)
    return this.rest()
  }

  /** The envelopes up to the end of a run. */
  async rest(): Promise<EventEnvelope[]> {
    const messages = await this.until((message) => message.type === 'event' && isEnd(message.event))
    return messages.filter((message) => message.type === 'event')
  }

  /** As fast as the session takes it. @returns that it was added, or why not */
  async upload(uploadId: string, name: string, bytes: Uint8Array): Promise<ServerMessage> {
    this.send({ type: 'upload', uploadId, name, bytes: bytes.length })
    for (let offset = 0; offset < bytes.length; offset += 32_768) {
      // Who is 32 MB ahead of a thread that is slow is turned away.
      if (offset > 0 && offset % 4_194_304 === 0) {
        this.send({ type: 'list_courses', requestId: 'so far' })
        const [refused] = (await this.until(({ type }) => type === 'courses_listed' || type === 'error')).filter(({ type }) => type === 'error')
        if (refused) return refused
      }
      const data = Buffer.from(bytes.subarray(offset, offset + 32_768)).toString('base64')
      this.send({ type: 'upload_chunk', uploadId, offset, data })
    }
    const messages = await this.until((message) => message.type === 'error' || (message.type === 'event' && message.event.type === 'CUSTOM'))
    return messages.at(-1) as ServerMessage
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.socket[Symbol.asyncDispose]()
  }
}

export function isEnd(event: AgUiEvent): boolean {
  return event.type === 'RUN_FINISHED' || event.type === 'RUN_ERROR'
}

export function textOf(envelopes: readonly EventEnvelope[]): string {
  return envelopes.map(({ event }) => (event.type === 'TEXT_MESSAGE_CONTENT' ? event.delta : '')).join('')
}
