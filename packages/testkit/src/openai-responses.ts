import { z } from 'zod'
import type { CallToolStep, SayStep } from './model-step.ts'
import { fragments, serverSentEvent, type ModelWire, type WireAnswer } from './model-wire.ts'

const item = z.union([
  z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]) }),
  z.looseObject({ type: z.literal('function_call'), call_id: z.string().min(1), name: z.string().min(1), arguments: z.string() }),
  z.looseObject({ type: z.literal('function_call_output'), call_id: z.string().min(1), output: z.union([z.string(), z.array(z.unknown())]) }),
])

const responsesRequest = z.looseObject({
  model: z.string(),
  input: z.array(item).min(1),
  store: z.boolean().optional(),
  tools: z.array(z.looseObject({ type: z.literal('function'), name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), parameters: z.looseObject({ type: z.literal('object') }) })).optional(),
  stream: z.boolean().default(false),
})

/** The body of `POST /v1/responses`, as far as the tests look at it. */
export type ResponsesRequest = z.infer<typeof responsesRequest>

/** OpenAI's responses. */
export const openAiResponses: ModelWire<ResponsesRequest> = {
  path: '/responses',
  key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  parse(body) {
    const request = responsesRequest.parse(JSON.parse(body))
    assertAnswered(request)
    return request
  },
  answer: (model) => new OpenAiResponse(model),
  error: (_, message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
}

function assertAnswered({ input }: ResponsesRequest): void {
  const calls = new Set<unknown>()
  for (const each of input) {
    if (each['type'] === 'function_call') calls.add(each['call_id'])
    if (each['type'] === 'function_call_output' && !calls.delete(each['call_id'])) throw new Error(`No tool call ${String(each['call_id'])} waits for an answer.`)
  }
  if (calls.size > 0) throw new Error(`The tool calls ${[...calls].join(', ')} have no answer.`)
}

const usage = { input_tokens: 7, output_tokens: 5, total_tokens: 12 }

class OpenAiResponse implements WireAnswer {
  readonly #head: { readonly id: string; readonly object: 'response'; readonly created_at: number; readonly model: string }
  readonly #output: object[] = []
  #sequence = 0

  constructor(model: string) {
    this.#head = { id: `resp_${crypto.randomUUID()}`, object: 'response', created_at: 1_700_000_000, model }
  }

  open(): string {
    const response = { ...this.#head, status: 'in_progress', output: [] }
    return this.#event('response.created', { response }) + this.#event('response.in_progress', { response })
  }

  *perform(step: SayStep | CallToolStep): Generator<string> {
    const output_index = this.#output.length
    const begun = step.do === 'say' ? textMessage() : functionCall(step.tool)
    const done = step.do === 'say' ? { ...begun, ...content(step.deltas.join('')) } : { ...begun, arguments: step.arguments }
    this.#output.push(done)
    yield this.#event('response.output_item.added', { output_index, item: { ...begun, status: 'in_progress' } })
    const place = { item_id: begun.id, output_index }
    if (step.do === 'say') for (const delta of step.deltas) yield this.#event('response.output_text.delta', { ...place, content_index: 0, delta })
    else for (const delta of fragments(step.arguments)) yield this.#event('response.function_call_arguments.delta', { ...place, delta })
    yield this.#event('response.output_item.done', { output_index, item: { ...done, status: 'completed' } })
  }

  close(): string {
    return this.#event('response.completed', { response: this.whole() })
  }

  whole(): object {
    return { ...this.#head, status: 'completed', output: this.#output, usage }
  }

  garbled(): string {
    return serverSentEvent('{"type":"response.output_text.delta","delta":', 'response.output_text.delta')
  }

  #event(type: string, data: object): string {
    return serverSentEvent(JSON.stringify({ type, sequence_number: this.#sequence++, ...data }), type)
  }
}

function textMessage() {
  return { id: `msg_${crypto.randomUUID()}`, type: 'message', role: 'assistant', content: [] }
}

function content(text: string) {
  return { content: [{ type: 'output_text', text, annotations: [] }] }
}

function functionCall(name: string) {
  return { id: `fc_${crypto.randomUUID()}`, type: 'function_call', call_id: `call_${crypto.randomUUID()}`, name, arguments: '' }
}
