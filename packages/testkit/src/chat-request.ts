import { z } from 'zod'

const toolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
})

const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: z.string() }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.unknown())]) }),
  z.object({ role: z.literal('assistant'), content: z.string().nullish(), tool_calls: z.array(toolCall).optional() }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string().min(1), content: z.string() }),
])

const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    description: z.string().optional(),
    parameters: z.looseObject({ type: z.literal('object') }),
  }),
})

const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  tools: z.array(tool).min(1).optional(),
  stream: z.boolean().default(false),
})

/** The body of `POST /v1/chat/completions`, as far as the tests look at it. */
export type ChatRequest = z.infer<typeof chatRequest>

/**
 * Checks a body as strictly as the hosted services do: a tool's answer belongs to a call of the assistant before it,
 * and every call has its answer.
 *
 * @throws Error that says what is wrong
 */
export function parseChatRequest(body: string): ChatRequest {
  const request = chatRequest.parse(JSON.parse(body))
  const calls = new Set<string>()
  for (const each of request.messages) {
    if (each.role === 'assistant') each.tool_calls?.forEach((call) => calls.add(call.id))
    if (each.role === 'tool' && !calls.delete(each.tool_call_id))
      throw new Error(`No tool call ${each.tool_call_id} waits for an answer.`)
  }
  if (calls.size > 0) throw new Error(`The tool calls ${[...calls].join(', ')} have no answer.`)
  return request
}
