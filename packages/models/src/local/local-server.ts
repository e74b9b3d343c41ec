import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { timingSafeEqual } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { LocalModel, LocalPrompt, LocalUsage } from './local-model.ts'
import { WaitingLine } from './waiting-line.ts'

/** Answers that may wait for the one that is being computed. */
const longestLine = 8

/** Tokens of an answer, unless a number is told. */
const defaultMaxTokens = 512

const request = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  stream: z.literal(true),
  max_tokens: z.int().positive().optional(),
})

/** Serves a model of this process on loopback, as streamed chat completions, to whoever has the key. */
export class LocalServer {
  readonly #model: LocalModel
  readonly #apiKey: string
  readonly #line = new WaitingLine(longestLine)
  readonly #http: Server

  /** @param port 0 lets the system choose */
  static async start(model: LocalModel, { apiKey, port }: { readonly apiKey: string; readonly port: number }): Promise<LocalServer> {
    const http = createServer()
    http.listen(port, '127.0.0.1')
    await once(http, 'listening')
    return new LocalServer(model, apiKey, http)
  }

  private constructor(model: LocalModel, apiKey: string, http: Server) {
    this.#model = model
    this.#apiKey = `Bearer ${apiKey}`
    this.#http = http
    http.on('request', (incoming: IncomingMessage, response: ServerResponse) => void this.#serve(incoming, response))
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#http, 'close')
    this.#http.close()
    this.#http.closeAllConnections()
    await closed
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isSame(incoming.headers.authorization ?? '', this.#apiKey)) return refuse(response, 401)
    const prompt = readPrompt(await text(incoming).catch(() => ''))
    if (!prompt) return refuse(response, 400)
    if (!this.#line.hasRoom) return refuse(response.setHeader('Retry-After', '5'), 503)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    try {
      await this.#line.take(() => this.#answer(prompt, response, gone.signal), gone.signal)
    } catch {
      // Before its first words it can say so; later the missing end does.
      if (response.headersSent) response.destroy()
      else refuse(response, 500)
    }
  }

  async #answer(prompt: LocalPrompt, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const send = (chunk: object): void => void response.write(`data: ${JSON.stringify({ id: 'local', object: 'chat.completion.chunk', created: 0, model: 'local', ...chunk })}\n\n`)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const usage = await this.#model.answer(prompt, { signal, onText: (content) => send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }) })
    send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
    send({ choices: [], usage: wireUsage(usage) })
    response.end('data: [DONE]\n\n')
  }
}

function readPrompt(body: string): LocalPrompt | undefined {
  try {
    const { messages, max_tokens = defaultMaxTokens } = request.parse(JSON.parse(body))
    const said = messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, text: content }]))
    const instructions = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : []))
    return said.at(-1)?.role === 'user' ? { instructions: instructions.join('\n\n'), messages: said, maxTokens: max_tokens } : undefined
  } catch {
    return undefined
  }
}

function wireUsage({ inputTokens, outputTokens }: LocalUsage): object {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"error":{"message":"refused"}}')
}

function isSame(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)]
  return left.length === right.length && timingSafeEqual(left, right)
}
