import { parseChatRequest, type ChatRequest } from './chat-request.ts'
import type { CallToolStep, SayStep } from './model-step.ts'
import { fragments, serverSentEvent, type ModelWire, type WireAnswer } from './model-wire.ts'

/** OpenAI's chat completions. */
export const chatCompletions: ModelWire<ChatRequest> = {
  path: '/chat/completions',
  key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  parse: parseChatRequest,
  answer: (model) => new ChatCompletion(model),
  error: (_, message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
}

const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 }

/** How a chat completion looks on the wire: server-sent events with one JSON chunk each, or one JSON object. */
class ChatCompletion implements WireAnswer {
  readonly #head: { readonly id: string; readonly created: number; readonly model: string }
  readonly #toolCalls: object[] = []
  #content = ''

  constructor(model: string) {
    this.#head = { id: `chatcmpl-${crypto.randomUUID()}`, created: Math.floor(Date.now() / 1000), model }
  }

  /** The first event. */
  open(): string {
    return this.#delta({ role: 'assistant', content: '' })
  }

  /** The events of one step: text by deltas, a tool call by its name and then fragments of its arguments. */
  *perform(step: SayStep | CallToolStep): Generator<string> {
    if (step.do === 'say') {
      for (const content of step.deltas) {
        this.#content += content
        yield this.#delta({ content })
      }
      return
    }
    const index = this.#toolCalls.length
    const call = { id: `call_${crypto.randomUUID()}`, type: 'function' }
    this.#toolCalls.push({ ...call, function: { name: step.tool, arguments: step.arguments } })
    yield this.#delta({ tool_calls: [{ index, ...call, function: { name: step.tool, arguments: '' } }] })
    for (const fragment of fragments(step.arguments)) yield this.#delta({ tool_calls: [{ index, function: { arguments: fragment } }] })
  }

  /** The last events. The usage comes unasked, as from many servers. */
  close(): string {
    const last = { ...this.#head, object: 'chat.completion.chunk', choices: [], usage }
    return this.#delta({}, this.#finishReason()) + serverSentEvent(JSON.stringify(last)) + serverSentEvent('[DONE]')
  }

  /** All of it as the answer to a request without `stream`. */
  whole(): object {
    const message = {
      role: 'assistant',
      content: this.#content || null,
      ...(this.#toolCalls.length > 0 && { tool_calls: this.#toolCalls }),
    }
    return {
      ...this.#head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: this.#finishReason() }],
      usage,
    }
  }

  garbled(): string {
    return serverSentEvent('{"choices":[{"delta":')
  }

  #finishReason(): string {
    return this.#toolCalls.length > 0 ? 'tool_calls' : 'stop'
  }

  #delta(delta: object, finishReason: string | null = null): string {
    const choices = [{ index: 0, delta, finish_reason: finishReason }]
    return serverSentEvent(JSON.stringify({ ...this.#head, object: 'chat.completion.chunk', choices }))
  }
}
