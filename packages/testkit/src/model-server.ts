import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { chatCompletions } from './chat-completion.ts'
import type { ChatRequest } from './chat-request.ts'
import type { CallToolStep, SayStep, WaitStep } from './model-step.ts'
import type { ModelWire, WireAnswer, WireRequest } from './model-wire.ts'

/**
 * One thing a model server does. `refuse` answers with that HTTP status (first step only), perhaps with `Retry-After`, `garble` sends an event with
 * broken JSON, `cut` destroys the socket, `end` ends the body in good order but without a finish reason.
 */
export type ServerStep =
  | SayStep
  | CallToolStep
  | WaitStep
  | { readonly do: 'refuse'; readonly status: number; readonly retryAfter?: number }
  | { readonly do: 'garble' }
  | { readonly do: 'cut' }
  | { readonly do: 'end' }

export interface ModelServerOptions {
  /** What the server does at the first request, at the second … A request too many gets HTTP 500. */
  readonly script: readonly (readonly ServerStep[])[]
  /** The only model it has; any other is answered with 404. */
  readonly model?: string
  /** Demanded when given, in the header that the wire has for it. */
  readonly apiKey?: string
}

export interface ModelServerRequest<Body = ChatRequest> {
  readonly authorization: string | undefined
  readonly body: Body
  /** Settles when the exchange is over: `whole` when the answer went out to its end, `cut` when a side left before. */
  readonly ended: Promise<'whole' | 'cut'>
}

/** Starts a server on loopback that speaks OpenAI's chat completions, streamed and not. */
export function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  return startWireServer(chatCompletions, options)
}

/** Starts a server on loopback that speaks as a service does, streamed and not. */
export async function startWireServer<Body extends WireRequest>(wire: ModelWire<Body>, options: ModelServerOptions): Promise<ModelServer<Body>> {
  const http = createServer()
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return new ModelServer(http, wire, options)
}

export class ModelServer<Body extends WireRequest = ChatRequest> {
  /** What a client is configured with: everything before the wire's own path. */
  readonly baseUrl: string
  /** The accepted requests, in order. */
  readonly requests: ModelServerRequest<Body>[] = []
  readonly #http: Server
  readonly #wire: ModelWire<Body>
  readonly #options: ModelServerOptions
  readonly #arrivals: PromiseWithResolvers<ModelServerRequest<Body>>[] = []
  #played = 0

  /** @param http a listening server */
  constructor(http: Server, wire: ModelWire<Body>, options: ModelServerOptions) {
    this.#http = http
    this.#wire = wire
    this.#options = options
    this.baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`
    http.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response))
  }

  /** Waits for the request with this number, from 0. */
  request(index: number): Promise<ModelServerRequest<Body>> {
    return this.#arrival(index).promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#http.listening) return
    const closed = once(this.#http, 'close')
    this.#http.close()
    this.#http.closeAllConnections()
    await closed
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ended = once(response, 'close').then(() => (response.writableFinished ? 'whole' : 'cut'))
    const { authorization } = request.headers
    const { apiKey, model = 'test-model' } = this.#options
    const body = await this.#read(request, response)
    if (!body) return
    // The hosted services quote the key they were given, too.
    const key = this.#wire.key(request.headers)
    if (apiKey !== undefined && key !== apiKey) return this.#refuse(response, 401, `Incorrect API key provided: ${key}`)
    if (body.model !== model) return this.#refuse(response, 404, `The model '${body.model}' does not exist.`)
    const received = { authorization, body, ended } as const
    this.#arrival(this.requests.push(received) - 1).resolve(received)
    const steps = this.#options.script[this.#played++]
    if (!steps) return this.#refuse(response, 500, 'The script is at its end.')
    await this.#play(steps, body, response)
  }

  /** @returns `undefined` when the request was refused */
  async #read(request: IncomingMessage, response: ServerResponse): Promise<Body | undefined> {
    if (request.method !== 'POST' || request.url !== `/v1${this.#wire.path}`) return this.#refuse(response, 404, 'Not found')
    try {
      return this.#wire.parse(await text(request))
    } catch (error) {
      return this.#refuse(response, 400, String(error))
    }
  }

  #arrival(index: number): PromiseWithResolvers<ModelServerRequest<Body>> {
    return (this.#arrivals[index] ??= Promise.withResolvers())
  }

  async #play(steps: readonly ServerStep[], request: WireRequest, response: ServerResponse): Promise<void> {
    const answer = this.#wire.answer(request.model)
    // Once for all steps: an answer may have hundreds of pauses.
    const left = once(response, 'close')
    for (const step of steps) {
      switch (step.do) {
        case 'refuse':
          if (step.retryAfter !== undefined) response.setHeader('Retry-After', step.retryAfter)
          return this.#refuse(response, step.status, `Refused with ${step.status}`)
        case 'cut':
          return void response.destroy()
        case 'end':
          return void response.end()
        case 'wait':
          await Promise.race([step.until, left])
          break
        default: {
          const events = step.do === 'garble' ? [answer.garbled()] : [...answer.perform(step)]
          if (request.stream) await send(response, answer, events)
        }
      }
      if (response.closed) return
    }
    if (request.stream) response.end(answer.close())
    else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer.whole()))
  }

  #refuse(response: ServerResponse, status: number, message: string): undefined {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(this.#wire.error(status, message)))
  }
}

/** Sends events, and before the first one of all the head of the response and the event that opens the completion. */
async function send(response: ServerResponse, answer: WireAnswer, events: readonly string[]): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(answer.open())
  for (const each of events) {
    // Waits for the socket, so that the step after this one, a cut perhaps, cannot overtake it.
    await new Promise((resolve) => response.write(each, resolve))
  }
}
