import { z } from 'zod'
import type { CallToolStep, SayStep } from './model-step.ts'
import { fragments, serverSentEvent, type ModelWire, type WireAnswer } from './model-wire.ts'

const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1) }),
  z.object({ type: z.literal('tool_use'), id: z.string().min(1), name: z.string().min(1), input: z.looseObject({}) }),
  z.object({ type: z.literal('tool_result'), tool_use_id: z.string().min(1), content: z.union([z.string(), z.array(z.unknown())]), is_error: z.boolean().optional() }),
])

const messagesRequest = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive(),
  system: z.array(z.object({ type: z.literal('text'), text: z.string() })).optional(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.array(block).min(1) })).min(1),
  tools: z.array(z.looseObject({ name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), description: z.string().optional(), input_schema: z.looseObject({ type: z.literal('object') }) })).optional(),
  stream: z.boolean().default(false),
})

/** The body of `POST /v1/messages`, as far as the tests look at it. */
export type MessagesRequest = z.infer<typeof messagesRequest>

/** Anthropic's messages. */
export const anthropicMessages: ModelWire<MessagesRequest> = {
  path: '/messages',
  key: (headers) => headers['x-api-key'] as string | undefined,
  parse(body) {
    const request = messagesRequest.parse(JSON.parse(body))
    assertAlternate(request)
    return request
  },
  answer: (model) => new AnthropicMessage(model),
  error: (status, message) => ({ type: 'error', error: { type: status === 401 ? 'authentication_error' : 'api_error', message } }),
}

/** The answers to all tool calls stand in the message right behind them. */
function assertAlternate({ messages }: MessagesRequest): void {
  messages.forEach(({ content }, index) => {
    const calls = content.flatMap((each) => (each.type === 'tool_use' ? [each.id] : []))
    const results = (messages[index + 1]?.content ?? []).flatMap((each) => (each.type === 'tool_result' ? [each.tool_use_id] : []))
    if (calls.toSorted().join() !== results.toSorted().join()) throw new Error(`The tool calls ${calls.join(', ')} have the results ${results.join(', ')}.`)
  })
}

class AnthropicMessage implements WireAnswer {
  readonly #head: { readonly id: string; readonly type: 'message'; readonly role: 'assistant'; readonly model: string }
  readonly #content: object[] = []
  #callsTool = false

  constructor(model: string) {
    this.#head = { id: `msg_${crypto.randomUUID()}`, type: 'message', role: 'assistant', model }
  }

  open(): string {
    const usage = { input_tokens: 7, output_tokens: 1 }
    return event({ type: 'message_start', message: { ...this.#head, content: [], stop_reason: null, stop_sequence: null, usage } }) + event({ type: 'ping' })
  }

  *perform(step: SayStep | CallToolStep): Generator<string> {
    const index = this.#content.length
    if (step.do === 'say') {
      this.#content.push({ type: 'text', text: step.deltas.join('') })
      yield event({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } })
      for (const text of step.deltas) yield event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text } })
    } else {
      const head = { type: 'tool_use', id: `toolu_${crypto.randomUUID()}`, name: step.tool }
      this.#callsTool = true
      this.#content.push({ ...head, input: step.arguments })
      yield event({ type: 'content_block_start', index, content_block: { ...head, input: {} } })
      for (const partial_json of fragments(step.arguments)) yield event({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } })
    }
    yield event({ type: 'content_block_stop', index })
  }

  close(): string {
    const delta = { stop_reason: this.#stopReason(), stop_sequence: null }
    return event({ type: 'message_delta', delta, usage: { output_tokens: 5 } }) + event({ type: 'message_stop' })
  }

  whole(): object {
    return { ...this.#head, content: this.#content, stop_reason: this.#stopReason(), stop_sequence: null, usage: { input_tokens: 7, output_tokens: 5 } }
  }

  garbled(): string {
    return serverSentEvent('{"type":"content_block_delta","index":', 'content_block_delta')
  }

  #stopReason(): string {
    return this.#callsTool ? 'tool_use' : 'end_turn'
  }
}

function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return serverSentEvent(JSON.stringify(data), data.type)
}
